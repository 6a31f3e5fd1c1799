package io.sqlcache.api;

import java.time.Duration;

/**
 * Where the time of a write went, on the thread that called {@code write}. All but {@code prepare} together are at most
 * {@link WriteSummary#elapsed}; what other threads do meanwhile counts only as far as it was waited for.
 *
 * <p>Waits are measured. What is left is divided between {@code parse} and {@code encode} by samples of the records, so that these two
 * are estimates.
 *
 * @param prepare before the input was read: streams that another write had, plans, tables; and, within {@code elapsed}, tables that
 *     were made and dropped on the way, and connections that had to be made anew
 * @param input waited for input: the source was the slower one
 * @param parse lines and messages read, and whatever no other part counts
 * @param encode records made rows, without {@code send}
 * @param send waited until the database took rows: it, or the way to it, was the slower one
 * @param merge rows moved from where readers do not see them: merged, added, or put in the place of the old ones
 * @param commit states stored and transactions committed, without {@code merge}
 */
public record WriteTimes(
        Duration prepare,
        Duration input,
        Duration parse,
        Duration encode,
        Duration send,
        Duration merge,
        Duration commit) {}
