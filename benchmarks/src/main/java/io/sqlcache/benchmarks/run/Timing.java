package io.sqlcache.benchmarks.run;

/**
 * One run of a process.
 *
 * @param seconds from its start to its end
 * @param peakMemory the most memory that it had, in bytes; 0 where that cannot be found out
 */
public record Timing(double seconds, long peakMemory) {}
