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
}
