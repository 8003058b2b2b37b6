/**
 * Dead letters: records that the door refused. What made it refuse them may be mended since, as by a municipality that the
 * reference data lacked; then they are offered again. The dead letter keeps no text, so the record is fetched from its topic.
 */
@NullMarked
package ru.otklik.resubmit;

import org.jspecify.annotations.NullMarked;
