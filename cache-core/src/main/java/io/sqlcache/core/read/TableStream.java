package io.sqlcache.core.read;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.Row;
import io.sqlcache.api.StreamId;
import io.sqlcache.core.backend.ResultValues;
import io.sqlcache.core.backend.TableDefinition;
import io.sqlcache.core.sql.Transactions;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** A stream's table, read row by row. */
final class TableStream implements CachedStream {

    private final Transactions transactions;
    private final ResultValues results;
    private final StreamId id;
    private final TableDefinition table;
    private final List<CachedColumn> columns;

    TableStream(
            Transactions transactions,
            ResultValues results,
            StreamId id,
            TableDefinition table,
            List<CachedColumn> columns) {
        this.transactions = transactions;
        this.results = results;
        this.id = id;
        this.table = table;
        this.columns = columns;
    }

    @Override
    public StreamId id() {
        return id;
    }

    @Override
    public String tableName() {
        return table.name().name();
    }

    @Override
    public List<CachedColumn> columns() {
        return columns;
    }

    @Override
    public Stream<Row> records() {
        String action = "read stream \"" + id + "\"";
        Select<?> select = transactions
                .render()
                .select(columns.stream()
                        .map(column -> table.field(column.name()))
                        .toList())
                .from(table.table());
        return RowCursor.open(
                        transactions, transactions.reading(action), results, action, select.getSQL(ParamType.INLINED))
                .rows();
    }

    @Override
    public long count() {
        return transactions.run(
                "count stream \"" + id + "\"",
                sql -> sql.select(DSL.count().cast(SQLDataType.BIGINT))
                        .from(table.table())
                        .fetchSingle(0, Long.class));
    }
}
