/**
 * The peers of the benchmark: what a good engineer would write first with each tool, and their agreement with the job.
 */
@NullMarked
package ru.otklik.bench.peers;

import org.jspecify.annotations.NullMarked;
