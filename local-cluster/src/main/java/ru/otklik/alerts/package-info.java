/** Alerts for people, from the table that holds every step of every one of them: lists and the story of one, in Russian. */
@NullMarked
package ru.otklik.alerts;

import org.jspecify.annotations.NullMarked;
