/**
 * Reads the reference directory: plain files, checked as a whole, every fault told with its place and its remedy.
 */
@NullMarked
package ru.otklik.edge.reference;

import org.jspecify.annotations.NullMarked;
