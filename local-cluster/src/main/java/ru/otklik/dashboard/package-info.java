/**
 * The dashboard: a server of pages and of a small JSON interface over the tables of the job, which it may only read, and of live
 * pushes from its topics.
 *
 * <p>It computes no figure of its own: what is shown is what the job published. The one exception is the Wilson interval of a
 * share, see {@link ru.otklik.dashboard.Share}.
 */
@NullMarked
package ru.otklik.dashboard;

import org.jspecify.annotations.NullMarked;
