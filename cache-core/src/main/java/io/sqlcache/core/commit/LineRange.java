package io.sqlcache.core.commit;

/**
 * Lines of the input that follow each other.
 *
 * @param first the number of the first one
 * @param last the number of the last one
 */
public record LineRange(long first, long last) {}
