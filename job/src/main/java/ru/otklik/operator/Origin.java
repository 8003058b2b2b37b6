package ru.otklik.operator;

/**
 * Where a record came from.
 *
 * @param topic topic, or name of the file
 * @param partition partition, 0 in files
 * @param offset offset, or number of the line from 1
 * @param sha256 of the value, 32 bytes
 * @param appendedAt append time, epoch milliseconds; 0 in files
 */
public record Origin(String topic, int partition, long offset, byte[] sha256, long appendedAt) {}
