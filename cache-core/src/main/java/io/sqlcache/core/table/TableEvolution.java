package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.catalog.SourceField;
import io.sqlcache.core.catalog.StreamPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a table that is there fit its stream: adds the columns that are missing, widens those that hold too little. */
final class TableEvolution {

    private static final Logger LOG = LoggerFactory.getLogger(TableEvolution.class);

    /** A column of the table and what it has to become. */
    private record Change(ColumnDefinition from, ColumnDefinition to) {

        @Override
        public String toString() {
            return "column \"%s\" from %s to %s".formatted(from.name(), from.type(), to.type());
        }
    }

    private final SqlBackend backend;

    TableEvolution(SqlBackend backend) {
        this.backend = backend;
    }

    /** Whether the table need not be altered, and all columns that the stream writes can be written. */
    boolean fits(StreamPlan plan, TableDefinition found, List<ColumnDefinition> wanted) {
        return wanted.stream()
                        .allMatch(column -> found.column(column.name())
                                .filter(existing -> existing.type().physical() != PhysicalType.OTHER)
                                .isPresent())
                && changes(plan, found).isEmpty();
    }

    /**
     * Alters the table if it has to be altered; nothing is taken away.
     *
     * @param wanted the columns that the stream writes
     * @return the table as it is then
     * @throws CacheException of kind {@code CONFIG} that names the column if one cannot be written or altered
     */
    TableDefinition fit(DSLContext sql, StreamPlan plan, TableDefinition found, List<ColumnDefinition> wanted) {
        checkWritable(plan, found, wanted);
        List<ColumnDefinition> added = wanted.stream()
                .filter(column -> found.column(column.name()).isEmpty())
                .toList();
        List<Change> changes = changes(plan, found);
        if (added.isEmpty() && changes.isEmpty()) {
            return found;
        }
        requireRoom(plan, found, backend.tables().usedColumns(sql, found), added.size());
        alter(sql, plan, found, added, changes);
        return backend.tables().find(sql, found.name()).orElse(found);
    }

    /**
     * Makes sure that a table can have the columns that it is to have.
     *
     * @param used how many it has used up
     * @throws CacheException of kind {@code CONFIG} that names both numbers if it cannot
     */
    void requireRoom(StreamPlan plan, TableDefinition table, int used, int added) {
        int most = backend.tables().mostColumns();
        if (added <= most - used) {
            return;
        }
        int dropped = used - Math.min(used, table.columns().size());
        throw new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write stream \"%s\": table \"%s\" would have %d columns, and the database takes at most %d%s. Leave fields out of the stream's schema in the catalog%s."
                        .formatted(
                                plan.id(),
                                table.name(),
                                (long) used + added,
                                most,
                                dropped == 0 ? "" : ", among which %d that were dropped count".formatted(dropped),
                                used == 0
                                        ? ""
                                        : ", or rename the table to have it made anew without the columns of former"
                                                + " fields"));
    }

    private static void checkWritable(StreamPlan plan, TableDefinition found, List<ColumnDefinition> wanted) {
        for (ColumnDefinition column : wanted) {
            found.column(column.name())
                    .filter(existing -> existing.type().physical() == PhysicalType.OTHER)
                    .ifPresent(existing -> {
                        throw new CacheException(
                                CacheException.Kind.CONFIG,
                                "Cannot write stream \"%s\": column \"%s\" of table \"%s\" has the type %s, which cannot be written; alter it to %s, or rename it to have it made anew."
                                        .formatted(
                                                plan.id(),
                                                existing.name(),
                                                found.name(),
                                                existing.type(),
                                                column.type()));
                    });
        }
    }

    /** Columns of our own are not widened: what is written there never changes. */
    private List<Change> changes(StreamPlan plan, TableDefinition found) {
        List<Change> changes = new ArrayList<>();
        for (SourceField field : plan.stream().fields()) {
            found.column(plan.column(field.name()))
                    .ifPresent(existing -> Widening.of(existing.type().physical(), field.type())
                            .map(type -> new ColumnDefinition(
                                    existing.name(), backend.types().columnType(type)))
                            .ifPresent(wider -> changes.add(new Change(existing, wider))));
        }
        return changes;
    }

    private void alter(
            DSLContext sql,
            StreamPlan plan,
            TableDefinition table,
            List<ColumnDefinition> added,
            List<Change> changes) {
        try {
            backend.tables()
                    .alter(
                            sql,
                            table.name(),
                            added,
                            changes.stream().map(Change::to).toList());
        } catch (DataAccessException e) {
            SQLException said = e.getCause(SQLException.class);
            if (changes.isEmpty() || said == null || backend.classify(said).kind() == CacheException.Kind.TRANSIENT) {
                throw e;
            }
            throw refused(plan, table, changes, said);
        }
        if (!added.isEmpty()) {
            LOG.info(
                    "Added columns {} to table \"{}\"",
                    added.stream()
                            .map(column -> column.name() + " " + column.type())
                            .toList(),
                    table.name());
        }
        if (!changes.isEmpty()) {
            LOG.info("Altered {} of table \"{}\"", listed(changes), table.name());
        }
    }

    private static CacheException refused(
            StreamPlan plan, TableDefinition table, List<Change> changes, SQLException said) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write stream \"%s\": its fields need %s in table \"%s\", which the database refuses: %s. Remove what is in the way, or alter the table yourself."
                        .formatted(plan.id(), listed(changes), table.name(), said.getMessage()),
                said);
    }

    private static String listed(List<Change> changes) {
        return changes.stream().map(Change::toString).collect(Collectors.joining(", "));
    }
}
