/**
 * What the job knows before the first event: municipalities and the chains of their codes, regions, authorities, and
 * which calendar and norms are theirs.
 *
 * <p>A municipality is a chain of successors. Its id is the code of the oldest version and never changes; every code of
 * the chain is accepted at any time. Names are shown and never matched. A region without a federal district has an empty
 * one.
 */
@NullMarked
package ru.otklik.domain.reference;

import org.jspecify.annotations.NullMarked;
