package io.sqlcache.postgres.torture;

import static io.sqlcache.core.backend.LogicalType.INTEGER;
import static io.sqlcache.core.backend.LogicalType.STRING;

import io.sqlcache.testkit.StreamScript;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A stream of every way to load; what it sends depends on the round and on nothing else. */
enum TortureStream {
    /** New records every round, added to the old ones. */
    APPENDED,
    /** New records every round, the newest of each key stays. */
    MERGED,
    /** The same records every round, sent from the first one whatever happened before. */
    REPLACED,
    /** A generation every round, continued where a try has ended. */
    REFRESHED,
    /** A generation every round, the newest of each key stays. */
    REMERGED;

    private static final int RECORDS_A_ROUND = 300;
    private static final int KEYS = 41;

    /**
     * How far a stream is.
     *
     * @param round that the last record was of
     * @param last its number
     */
    record Position(int round, int last) {
        static final Position START = new Position(0, 0);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number of the last record of this round. */
    int last(int round) {
        return isCumulative() ? RECORDS_A_ROUND * round : RECORDS_A_ROUND;
    }

    /** The number of the record that a source sends first if its state says that it was here. */
    int first(int round, Position state) {
        boolean goesOn = isCumulative() || (this != REPLACED && state.round() == round);
        return goesOn ? state.last() + 1 : 1;
    }

    /** Whether old records stay when a round begins. */
    boolean isCumulative() {
        return this == APPENDED || this == MERGED;
    }

    /** Whether one state can cover it together with others. */
    boolean fitsGlobalState() {
        return this != REPLACED;
    }

    boolean hasKey() {
        return this == MERGED || this == REMERGED;
    }

    /** The stream as the catalog of this round has it. */
    StreamScript configured(int round) {
        StreamScript stream = StreamScript.stream(id())
                .field("id", INTEGER)
                .field("version", INTEGER)
                .field("round", INTEGER)
                .field("payload", STRING);
        if (hasKey()) {
            stream.primaryKey("id");
        }
        return switch (this) {
            case APPENDED -> stream.incremental().destination("append");
            case MERGED -> stream.incremental().destination("append_dedup");
            case REPLACED -> stream.destination("overwrite");
            case REFRESHED -> stream.destination("overwrite").generation(round, round);
            case REMERGED -> stream.destination("append_dedup").generation(round, round);
        };
    }

    /** The data of a record. */
    String record(int number, int round) {
        return "{\"id\":%d,\"version\":%d,\"round\":%d,\"payload\":\"row %d\"}"
                .formatted(key(number), number, isCumulative() ? 0 : round, number);
    }

    private int key(int number) {
        return hasKey() ? number % KEYS : number;
    }

    /** What the table holds after records up to this position, in order: each row as {@link #ROW} shows it. */
    List<String> rows(Position position) {
        int from = hasKey() ? Math.max(1, position.last() - KEYS + 1) : 1;
        return IntStream.rangeClosed(from, position.last())
                .mapToObj(n -> "%d %d %d row %d".formatted(key(n), n, isCumulative() ? 0 : position.round(), n))
                .toList();
    }

    /** One row, as SQL; sorted by its version. */
    static final String ROW = "concat_ws(' ', id, version, round, payload)";
}
