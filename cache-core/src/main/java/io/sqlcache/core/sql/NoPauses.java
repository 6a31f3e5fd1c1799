package io.sqlcache.core.sql;

import java.time.Duration;

/** Tries that follow each other at once: a pool may give away several connections that were lost together, one by one. */
final class NoPauses implements Pauses {

    private final int mostTries;
    private final long mostNanos;
    private int tries = 1;
    private long began = System.nanoTime();

    NoPauses(int mostTries, Duration longest) {
        this.mostTries = mostTries;
        this.mostNanos = longest.toNanos();
    }

    @Override
    public boolean pause() {
        return tries++ < mostTries && System.nanoTime() - began < mostNanos;
    }

    @Override
    public void succeeded() {
        tries = 1;
        began = System.nanoTime();
    }

    @Override
    public Duration longest() {
        return Duration.ZERO;
    }
}
