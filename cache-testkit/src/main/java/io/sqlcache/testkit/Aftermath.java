package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteSummary;
import io.sqlcache.core.backend.SqlBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * What there is after a write, without what differs from one write to the next of the same messages.
 *
 * @param tables the rows of every table in the schema, in the order of their text
 * @param lastSync how the last write ended, and with how many commits
 * @param storedState the state of the source
 * @param given the states that were given back, in order; by stream, and those of all streams under an empty name
 * @param streams what the summary says about each stream
 */
public record Aftermath(
        Map<String, List<String>> tables,
        String lastSync,
        String storedState,
        Map<String, List<String>> given,
        List<WriteSummary.StreamSummary> streams) {

    /** Of ids, times, and numbers that are counted for each try. */
    private static final Set<String> LEFT_OUT =
            Set.of("_airbyte_raw_id", "last_updated", "updated_at", "sync_number", "writer_id", "config_hash");

    /** How the names of tables begin that readers do not see. */
    private static final Set<String> HIDDEN = Set.of("_sqlcache_new_", "_sqlcache_staging_");

    private static final String LEASES = "_sqlcache_leases";

    private static final String COLUMNS = "column_names";

    /** A table of ours with one row a write. */
    private static final String SYNCS = "_sqlcache_syncs";

    /** Looks at the schema of a cache, over a connection of this backend. */
    static Aftermath of(
            CacheBase cache,
            SqlBackend observer,
            Map<String, List<String>> given,
            List<WriteSummary.StreamSummary> streams) {
        String schema = cache.config().schemaName();
        String state = cache.state(SmallSync.SOURCE).orElse("");
        try (Connection connection = observer.dataSource().getConnection()) {
            DSLContext sql = DSL.using(connection, observer.jooqDialect());
            return new Aftermath(tables(sql, schema), lastSync(sql, schema), state, given, streams);
        } catch (SQLException e) {
            throw new AssertionError("Cannot look at schema " + schema, e);
        }
    }

    /**
     * The same without hidden tables, and with no leases. If a connection falls silent while they are dropped and given up, they are
     * left to the next write: the wait for it is longer than that is tried for.
     */
    Aftermath withoutWhatTheNextWriteTidiesUp() {
        Map<String, List<String>> others = new TreeMap<>(tables);
        others.keySet().removeIf(table -> HIDDEN.stream().anyMatch(table::startsWith));
        others.replace(LEASES, List.of());
        return new Aftermath(others, lastSync, storedState, given, streams);
    }

    /** Fails if something is not as it is after the other write. */
    public void assertSameAs(Aftermath undisturbed, String what) {
        assertThat(given).as("%s: states given back", what).isEqualTo(undisturbed.given);
        assertThat(streams).as("%s: summary", what).isEqualTo(undisturbed.streams);
        assertThat(storedState).as("%s: stored state", what).isEqualTo(undisturbed.storedState);
        assertThat(lastSync).as("%s: sync log", what).isEqualTo(undisturbed.lastSync);
        assertThat(tables.keySet()).as("%s: tables", what).isEqualTo(undisturbed.tables.keySet());
        tables.forEach((table, rows) ->
                assertThat(rows).as("%s: rows of %s", what, table).isEqualTo(undisturbed.tables.get(table)));
    }

    private static Map<String, List<String>> tables(DSLContext sql, String schema) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : sql.select(DSL.field("table_name", String.class))
                .from("information_schema.tables")
                .where("table_schema = ?", schema)
                .fetch(0, String.class)) {
            tables.put(table, table.equals(SYNCS) ? List.of() : rows(sql, schema, table));
        }
        return tables;
    }

    private static List<String> rows(DSLContext sql, String schema, String table) {
        return sql.selectFrom(DSL.table(DSL.quotedName(schema, table))).fetch(Aftermath::text).stream()
                .sorted()
                .toList();
    }

    private static String text(Record row) {
        Map<String, Object> values = new TreeMap<>(row.intoMap());
        values.keySet().removeAll(LEFT_OUT);
        // The order of the names in it is nobody's business.
        values.computeIfPresent(COLUMNS, (name, json) -> new TreeMap<>(fields(json)));
        return values.toString();
    }

    private static Map<String, String> fields(Object json) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : Json.tree(json.toString()).properties()) {
            fields.put(field.getKey(), field.getValue().asText());
        }
        return fields;
    }

    private static String lastSync(DSLContext sql, String schema) {
        Record last = sql.selectFrom(DSL.table(DSL.quotedName(schema, SYNCS)))
                .orderBy(DSL.field(DSL.quotedName("sync_number")).desc())
                .limit(1)
                .fetchSingle();
        return "%s after %s commits, end noted: %s"
                .formatted(last.get("outcome"), last.get("commits"), last.get("ended_at") instanceof OffsetDateTime);
    }
}
