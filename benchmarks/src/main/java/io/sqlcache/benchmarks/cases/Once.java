package io.sqlcache.benchmarks.cases;

import io.sqlcache.benchmarks.run.Contender.Step;

/** A step that is taken the first time only. */
final class Once implements Step {

    private final Step step;
    private boolean taken;

    Once(Step step) {
        this.step = step;
    }

    @Override
    public void run() throws Exception {
        if (!taken) {
            taken = true;
            step.run();
        }
    }
}
