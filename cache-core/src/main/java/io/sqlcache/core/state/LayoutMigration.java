package io.sqlcache.core.state;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Result;

/** Brings the internal tables from an older layout to the present one, in the caller's transaction. */
final class LayoutMigration {

    private static final int BY_PREFIX = 2;
    private static final int WITH_LEASES = 3;

    private final DSLContext sql;
    private final InternalTables tables;

    LayoutMigration(DSLContext sql, InternalTables tables) {
        this.sql = sql;
        this.tables = tables;
    }

    /** Makes every step from this layout on. */
    void from(int layout) {
        if (layout < BY_PREFIX) {
            keepStatesByPrefix();
        }
        if (layout < WITH_LEASES) {
            sql.alterTable(tables.syncs()).add(InternalTables.LEASED_UNTIL).execute();
            tables.createLeases(sql);
        }
    }

    /** Layout 1 kept states by source alone; now they belong to the tables of one prefix. */
    private void keepStatesByPrefix() {
        sql.alterTable(tables.streams()).add(InternalTables.HIDDEN_GENERATION).execute();
        Result<Record> states =
                sql.select(sourceColumns()).from(tables.states()).fetch();
        sql.dropTable(tables.states()).execute();
        tables.createStates(sql);
        for (Record state : states) {
            for (Record1<String> prefix : prefixes(state)) {
                sql.insertInto(tables.states())
                        .set(state.intoMap())
                        .set(InternalTables.TABLE_PREFIX, prefix.value1())
                        .execute();
            }
        }
    }

    private static List<Field<?>> sourceColumns() {
        return List.of(
                InternalTables.SOURCE_NAME,
                InternalTables.KIND,
                InternalTables.NAMESPACE,
                InternalTables.STREAM_NAME,
                InternalTables.STATE_JSON,
                InternalTables.SYNC_NUMBER,
                InternalTables.UPDATED_AT);
    }

    /** The prefixes under which the source has tables: any of them may be what the state covers. */
    private Result<Record1<String>> prefixes(Record state) {
        return sql.selectDistinct(InternalTables.TABLE_PREFIX)
                .from(tables.streams())
                .where(InternalTables.SOURCE_NAME.eq(state.get(InternalTables.SOURCE_NAME)))
                .fetch();
    }
}
