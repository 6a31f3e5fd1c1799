package io.sqlcache.core.commit;

/**
 * How long commits took, in nanoseconds.
 *
 * @param moving rows from where readers do not see them
 * @param committing the rest of them
 */
public record CommitTimes(long moving, long committing) {

    /** Of no commit. */
    static final CommitTimes NONE = new CommitTimes(0, 0);

    CommitTimes plus(CommitTimes other) {
        return new CommitTimes(moving + other.moving, committing + other.committing);
    }

    /** The part of them that somebody waited for who did other things before. */
    CommitTimes waitedFor(long nanos) {
        long all = moving + committing;
        if (nanos >= all) {
            return this;
        }
        long moved = Math.round((double) moving / all * nanos);
        return new CommitTimes(moved, nanos - moved);
    }
}
