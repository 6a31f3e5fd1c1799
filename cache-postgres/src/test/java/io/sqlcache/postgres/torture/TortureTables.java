package io.sqlcache.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.torture.TortureStream.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema holds, looked at when nobody writes. */
final class TortureTables {

    private final TortureServer server;
    private final String schema;

    TortureTables(TortureServer server, String schema) {
        this.server = server;
        this.schema = schema;
    }

    /** The state that the cache has stored. */
    Map<TortureStream, Position> state() {
        try (CacheBase cache = PostgresCache.open(TortureWriter.config(server.port(), schema))) {
            return TortureSource.positions(cache.state(TortureWriter.SOURCE).orElse(""));
        }
    }

    /**
     * Every row is there once, and none that the state does not cover.
     *
     * @param round that is being written
     */
    void assertAsTheStateSays(List<TortureStream> streams, int round, String when) {
        Map<TortureStream, Position> state = state();
        for (TortureStream stream : streams) {
            Position position = state.getOrDefault(stream, Position.START);
            List<String> rows = rows(stream);
            assertThat(rows)
                    .as("%s: rows of %s, whose state says %s in round %d", when, stream, position, round)
                    .isEqualTo(stream.rows(visible(stream, position, round, !rows.isEmpty() && isOf(round, rows))));
        }
    }

    private static boolean isOf(int round, List<String> rows) {
        return rows.get(0).split(" ")[2].equals(String.valueOf(round));
    }

    /** A generation that is not whole is not seen, the one before is; one that is whole may have been swapped in or not. */
    private static Position visible(TortureStream stream, Position state, int round, boolean isSwapped) {
        boolean isWhole = state.round() == round && state.last() == stream.last(round);
        if (stream.isCumulative() || state.round() < round || (isWhole && isSwapped)) {
            return state;
        }
        return round == 1 ? Position.START : new Position(round - 1, stream.last(round - 1));
    }

    /** How many rows are there twice; none is missing, and none that this round does not have is there. */
    int duplicates(TortureStream stream, int round, String when) {
        List<String> rows = rows(stream);
        Set<String> distinct = new HashSet<>(rows);
        assertThat(distinct)
                .as("%s: rows of %s", when, stream)
                .isEqualTo(Set.copyOf(stream.rows(new Position(round, stream.last(round)))));
        return rows.size() - distinct.size();
    }

    /** All tables of the schema. */
    Set<String> names() {
        return new HashSet<>(
                server.rows("select table_name from information_schema.tables where table_schema = '" + schema + "'"));
    }

    private List<String> rows(TortureStream stream) {
        String table = schema + "." + stream.id();
        if (server.rows("select to_regclass('" + table + "')").get(0) == null) {
            return List.of();
        }
        return server.rows("select " + TortureStream.ROW + " from " + table + " order by version, id");
    }
}
