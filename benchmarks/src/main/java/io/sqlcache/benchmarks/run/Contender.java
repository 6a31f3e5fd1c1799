package io.sqlcache.benchmarks.run;

/**
 * One of those that do the same work.
 *
 * @param name for people
 * @param before what is to be done before each of its runs; not timed
 * @param run timed as a whole process
 * @param after checks that the work was done; not timed
 */
public record Contender(String name, Step before, Run run, Step after) {

    /** Something that is not timed. */
    @FunctionalInterface
    public interface Step {

        /** For a contender that needs none. */
        Step NOTHING = () -> {};

        void run() throws Exception;
    }

    /** Something that times itself. */
    @FunctionalInterface
    public interface Run {
        Timing run() throws Exception;
    }
}
