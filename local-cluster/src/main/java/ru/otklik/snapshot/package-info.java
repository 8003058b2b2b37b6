/**
 * Files of quarter snapshots: reads documents that the job has issued, writes them as JSON, CSV, XLSX and HTML, and checks
 * what lies there. Nothing is computed here that the document does not say.
 */
@NullMarked
package ru.otklik.snapshot;

import org.jspecify.annotations.NullMarked;
