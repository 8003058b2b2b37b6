package ru.otklik.dispatch;

/**
 * Where a record lies in the topic.
 *
 * @param partition from 0
 * @param offset from 0
 */
record Place(int partition, long offset) {}
