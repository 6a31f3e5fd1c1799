package io.sqlcache.core.commit;

/** The text of a state that waits for its commit, wherever it is kept. Not thread-safe. */
interface StateText {

    /**
     * The state object as it came.
     *
     * @throws io.sqlcache.api.CacheException if it is not there any more
     */
    String read();

    /** How long it is, as far as nothing else bounds how many of its kind wait. */
    default int unboundedLength() {
        return 0;
    }

    /** Gives back the room that it takes; it is not read any more. */
    default void forget() {}

    /**
     * One that is committed soon.
     *
     * @param read the text
     */
    record AtHand(String read) implements StateText {

        @Override
        public int unboundedLength() {
            return read.length();
        }
    }
}
