package io.sqlcache.core.table;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnDefinition;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.sql.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that someone else changed a stream's table while its rows were on their way.
 *
 * <p>Rows are encoded for the columns that were found before the first of them. A bulk load need not notice another type:
 * eight bytes are a bigint as well as a timestamp.
 */
public final class ForeignChanges {

    private final SqlBackend backend;

    /** Asks this backend what the tables are like. */
    public ForeignChanges(SqlBackend backend) {
        this.backend = backend;
    }

    /**
     * To be called in the transaction that made rows visible, which then holds a lock that keeps the table as it is.
     *
     * @throws CacheException of kind {@code TRANSIENT} if the table is not what the rows were encoded for
     */
    public void refuse(DSLContext sql, LoadTables tables) {
        change(sql, tables).ifPresent(change -> {
            throw refusal(tables, change, null);
        });
    }

    /**
     * Looks whether such a change is the reason for a failure.
     *
     * @param written the tables of the streams that were being written
     * @param failure of the database
     * @return an error that says so; empty if there is none, or if it cannot be found out
     */
    public Optional<CacheException> explain(
            Transactions transactions, Collection<LoadTables> written, Exception failure) {
        if (transactions.failure("write", failure).kind() == CacheException.Kind.TRANSIENT) {
            return Optional.empty();
        }
        try {
            return transactions.run(
                    "look for changed tables",
                    sql -> written.stream()
                            .flatMap(tables ->
                                    change(sql, tables).map(change -> refusal(tables, change, failure)).stream())
                            .findFirst());
        } catch (CacheException e) {
            failure.addSuppressed(e);
            return Optional.empty();
        }
    }

    private Optional<String> change(DSLContext sql, LoadTables tables) {
        TableDefinition expected = tables.target();
        TableDefinition found = backend.tables().find(sql, expected.name()).orElse(null);
        if (found == null) {
            return Optional.of("it is gone");
        }
        List<String> changes = expected.columns().stream()
                .flatMap(column -> change(column, found).stream())
                .toList();
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
    }

    private static Optional<String> change(ColumnDefinition expected, TableDefinition found) {
        Optional<ColumnType> type = found.column(expected.name()).map(ColumnDefinition::type);
        if (type.isEmpty()) {
            return Optional.of("column \"%s\" is gone".formatted(expected.name()));
        }
        return isSame(expected.type(), type.get())
                ? Optional.empty()
                : Optional.of(
                        "column \"%s\" was %s and is %s now".formatted(expected.name(), expected.type(), type.get()));
    }

    private static boolean isSame(ColumnType one, ColumnType other) {
        return one.physical() == other.physical()
                && one.sql().equals(other.sql())
                && one.length() == other.length()
                && one.precision() == other.precision()
                && one.scale() == other.scale();
    }

    private static CacheException refusal(LoadTables tables, String change, @Nullable Exception cause) {
        String said = cause == null ? "" : " The database says: " + cause.getMessage();
        return new CacheException(
                CacheException.Kind.TRANSIENT,
                "Cannot go on writing stream \"%s\": someone else changed its table \"%s\" during the write: %s. What was not committed yet is not kept; start the write again from the stored state, and it takes the table as it is then.%s"
                        .formatted(tables.plan().id(), tables.target().name(), change, said),
                cause);
    }
}
