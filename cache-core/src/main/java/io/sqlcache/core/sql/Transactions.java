package io.sqlcache.core.sql;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.Diagnosis;
import io.sqlcache.core.backend.SqlBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Runs short units of work, each on a connection and in a transaction of its own. Thread-safe. */
public final class Transactions {

    // Statements are never logged: their values are the users' data.
    private static final Settings SETTINGS = new Settings().withExecuteLogging(false);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final SqlBackend backend;

    /** On connections of this backend. */
    public Transactions(SqlBackend backend) {
        this.backend = backend;
    }

    /**
     * Has jOOQ load what it renders statements with, which takes about as long as to connect.
     *
     * @return statements of the kinds that writes begin with, for nobody
     */
    public static List<String> prepare() {
        Field<String> field = DSL.field(DSL.quotedName("a"), SQLDataType.VARCHAR);
        Table<?> table = DSL.table(DSL.quotedName("a", "b"));
        DSLContext sql = DSL.using(SQLDialect.DEFAULT, SETTINGS);
        return Stream.of(
                        sql.select(field).from(table).where(field.eq("c")).forUpdate(),
                        sql.insertInto(table, field).values("c"),
                        sql.update(table).set(field, "c").where(field.eq("c")),
                        sql.deleteFrom(table).where(field.eq("c")),
                        sql.createTableIfNotExists(table).columns(field).primaryKey(field))
                .map(Query::getSQL)
                .toList();
    }

    /** jOOQ on a connection that the caller owns. */
    public DSLContext on(Connection connection) {
        return DSL.using(connection, backend.jooqDialect(), SETTINGS);
    }

    /** jOOQ without a connection: renders SQL for others to run. */
    public DSLContext render() {
        return DSL.using(backend.jooqDialect(), SETTINGS);
    }

    /** A connection without auto-commit; the caller closes it. */
    public Connection connect(String action) {
        try {
            Connection connection = backend.dataSource().getConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw failure(action, e);
        }
    }

    private Connection begin(String action) {
        return prepared(action, backend::begin);
    }

    /** The same, read-only; what reads does not begin to write. The caller closes it as it came, and not read-only. */
    public Connection reading(String action) {
        return prepared(action, connection -> {
            connection.setReadOnly(true);
            backend.begin(connection);
        });
    }

    /** The same for a query of the user. */
    public Connection readingForUser(String action) {
        return prepared(action, connection -> connection.setReadOnly(true));
    }

    /** Something that is done to a connection. */
    @FunctionalInterface
    private interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    private Connection prepared(String action, Preparation preparation) {
        Connection connection = connect(action);
        try {
            preparation.prepare(connection);
            return connection;
        } catch (SQLException e) {
            CacheException failure = failure(action, e);
            try (connection) {
                connection.rollback();
            } catch (SQLException atClose) {
                failure.addSuppressed(atClose);
            }
            throw failure;
        }
    }

    /**
     * Runs the work and commits; rolls back if it throws.
     *
     * @param action what is being done, as it follows "Cannot" in an error
     */
    public <T> T run(String action, Function<DSLContext, T> work) {
        return run(action, begin(action), work);
    }

    /** The same for statements of the user, who counts with the settings of his role and database. */
    public <T> T runForUser(String action, Function<DSLContext, T> work) {
        return run(action, connect(action), work);
    }

    private <T> T run(String action, Connection begun, Function<DSLContext, T> work) {
        try (Connection connection = begun) {
            T result = attempt(connection, work);
            connection.commit();
            return result;
        } catch (SQLException | DataAccessException e) {
            throw failure(action, e);
        }
    }

    private <T> T attempt(Connection connection, Function<DSLContext, T> work) {
        try {
            return work.apply(on(connection));
        } catch (RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** A lost connection fails twice; the first failure is the one to tell. */
    private static void rollback(Connection connection, RuntimeException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** The error for a failed action: its kind as the backend judges it, and what the database said. */
    public CacheException failure(String action, Exception cause) {
        SQLException failure = sqlException(cause);
        if (failure == null) {
            return new CacheException(
                    CacheException.Kind.INTERNAL, "Cannot %s: %s".formatted(action, cause.getMessage()), cause);
        }
        String state = failure.getSQLState() == null ? "" : " (SQLSTATE " + failure.getSQLState() + ")";
        Diagnosis diagnosis = backend.classify(failure);
        String advice = diagnosis.advice() == null ? "" : ". " + diagnosis.advice();
        return new CacheException(
                diagnosis.kind(), "Cannot %s: %s%s%s".formatted(action, failure.getMessage(), state, advice), cause);
    }

    /** Whether a failure of the database is behind it. */
    public static boolean isOfDatabase(Exception failure) {
        return sqlException(failure) != null;
    }

    private static @Nullable SQLException sqlException(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
