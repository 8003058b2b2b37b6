/** Alerts: rules, the state machines that fire and resolve, what hides their delivery, and how they read. */
@NullMarked
package ru.otklik.domain.alert;

import org.jspecify.annotations.NullMarked;
