/** The two ways to run the job: streaming and replay. */
@NullMarked
package ru.otklik;

import org.jspecify.annotations.NullMarked;
