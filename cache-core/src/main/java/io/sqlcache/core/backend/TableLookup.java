package io.sqlcache.core.backend;

import io.sqlcache.api.CacheException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.DefaultDataType;
import org.jspecify.annotations.Nullable;

/** Finds one table by what the driver knows of it alone: jOOQ's own meta data reads every column of the schema first. */
final class TableLookup {

    private final TableName table;
    private final Configuration configuration;
    private final DatabaseMetaData driver;
    private final @Nullable String catalog;
    private final @Nullable String schemaPattern;
    private final String tablePattern;

    private TableLookup(TableName table, Configuration configuration, Connection connection) throws SQLException {
        this.table = table;
        this.configuration = configuration;
        this.driver = connection.getMetaData();
        boolean hasSchemas = driver.supportsSchemasInTableDefinitions();
        // What some databases call a schema is a catalog to their drivers.
        this.catalog =
                hasSchemas || !driver.supportsCatalogsInTableDefinitions() ? connection.getCatalog() : table.schema();
        this.schemaPattern = hasSchemas ? pattern(table.schema()) : null;
        this.tablePattern = pattern(table.name());
    }

    /** The table of exactly this name. */
    static Optional<TableDefinition> find(DSLContext sql, TableName table) {
        return sql.connectionResult(connection -> new TableLookup(table, sql.configuration(), connection).find());
    }

    private Optional<TableDefinition> find() throws SQLException {
        try (ResultSet tables = driver.getTables(catalog, schemaPattern, tablePattern, null)) {
            while (tables.next()) {
                if (isMeant(tables)) {
                    refuseView(tables.getString("TABLE_TYPE"));
                    return Optional.of(new TableDefinition(table, columns()));
                }
            }
        }
        return Optional.empty();
    }

    private List<ColumnDefinition> columns() throws SQLException {
        List<ColumnDefinition> found = new ArrayList<>();
        try (ResultSet columns = driver.getColumns(catalog, schemaPattern, tablePattern, "%")) {
            while (columns.next()) {
                if (isMeant(columns)) {
                    found.add(column(columns));
                }
            }
        }
        return found;
    }

    private ColumnDefinition column(ResultSet columns) throws SQLException {
        String name = columns.getString("COLUMN_NAME");
        DataType<?> type =
                type(columns.getString("TYPE_NAME"), columns.getInt("COLUMN_SIZE"), columns.getInt("DECIMAL_DIGITS"));
        boolean computed = "YES".equals(columns.getString("IS_GENERATEDCOLUMN"));

        return new ColumnDefinition(
                name,
                computed ? JooqTypes.other(type, configuration) : JooqTypes.columnType(type, configuration),
                columns.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls);
    }

    private DataType<?> type(String name, int precision, int scale) {
        try {
            // A decimal without fraction stays one: it may have fewer digits than an integer, or more.
            return DefaultDataType.getDataType(configuration.family(), name, precision, scale, false);
        } catch (SQLDialectNotSupportedException e) {
            return new DefaultDataType<>(configuration.family(), Object.class, name);
        }
    }

    /** Not every driver knows its own escape character, so that a pattern may find more. */
    private boolean isMeant(ResultSet found) throws SQLException {
        String schema = schemaPattern == null ? null : found.getString("TABLE_SCHEM");
        return table.name().equals(found.getString("TABLE_NAME")) && (schema == null || schema.equals(table.schema()));
    }

    private String pattern(String name) throws SQLException {
        String escape = driver.getSearchStringEscape();
        return escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    private void refuseView(@Nullable String kind) {
        if (kind != null && kind.contains("VIEW")) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot load into %s: it is a view, not a table. Rename the view or set another table prefix."
                            .formatted(table));
        }
    }
}
