package io.sqlcache.benchmarks.micro;

/**
 * What one stage of a record's path does by itself.
 *
 * @param name for people
 * @param recordsPerSecond by one thread
 * @param megabytesPerSecond the same in bytes of lines
 * @param bytesPerRecord what is allocated for each
 */
public record Stage(String name, double recordsPerSecond, double megabytesPerSecond, double bytesPerRecord) {}
