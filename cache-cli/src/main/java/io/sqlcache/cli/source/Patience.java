package io.sqlcache.cli.source;

/**
 * How long to wait for a process, in milliseconds.
 *
 * @param outputClosed for its end, once it has closed its output
 * @param askedToEnd for its end, once it was asked to
 * @param outputLeftOpen for more output, once it has ended
 */
record Patience(long outputClosed, long askedToEnd, long outputLeftOpen) {

    static final Patience DEFAULT = new Patience(30_000, 5_000, 2_000);
}
