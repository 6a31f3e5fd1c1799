package io.sqlcache.core.message;

/** A range of a line: from its first byte to the byte after its last. */
record Slice(int start, int end) {}
