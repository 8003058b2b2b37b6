/**
 * The dispatcher of alerts, a process of its own: tells targets what the topic {@code alerts} says, at least once, the records
 * of one alert in their order.
 *
 * <p>A <em>target</em> is somebody who is told: a webhook or an Alertmanager. A <em>notice</em> is one record of the topic. Every
 * target has a thread, a reader and a position of its own, so that none waits for another.
 */
@NullMarked
package ru.otklik.dispatch;

import org.jspecify.annotations.NullMarked;
