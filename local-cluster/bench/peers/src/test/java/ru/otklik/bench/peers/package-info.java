/** Tests of the peers and of their agreement with the job. */
@NullMarked
package ru.otklik.bench.peers;

import org.jspecify.annotations.NullMarked;
