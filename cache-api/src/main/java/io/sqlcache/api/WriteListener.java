package io.sqlcache.api;

/**
 * Told what a write does, on the writing thread.
 *
 * <p>Calls about a commit come after that commit. If a listener throws, the write stops with that exception; what is
 * committed stands.
 */
public interface WriteListener {

    /** Listens to nothing. */
    WriteListener NONE = new WriteListener() {};

    /** The records that this state covers, and the state itself, are durable. Every state is given back, in order. */
    default void stateCommitted(CommittedState state) {}

    /** Called from time to time, at most a few times a second. */
    default void progressed(WriteProgress progress) {}

    /** The source logged this. */
    default void sourceLogged(String level, String message) {}

    /**
     * The source has changed its own configuration, as one does whose tokens serve once: who runs it keeps this for the next time.
     *
     * @param config the whole configuration as it is from now on, a JSON object
     */
    default void sourceConfigured(Secret config) {}
}
