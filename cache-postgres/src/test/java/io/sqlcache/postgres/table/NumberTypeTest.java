package io.sqlcache.postgres.table;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.NumberType;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestSchema;
import io.sqlcache.postgres.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code unconstrained_number}. */
@Tag("server-version")
class NumberTypeTest {

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private DSLContext sql;

    @BeforeEach
    void connect() throws SQLException {
        sql = TestSchema.sql(schema.connect());
    }

    @Test
    void numbersHaveAllTheirDigitsUnlessConstrained() {
        write(NumberType.UNCONSTRAINED, "1.1234567891", "5");
        assertThat(types()).containsExactly("numeric", "numeric");
        assertThat(values()).containsExactly("1.1234567891|5|null");
    }

    @Test
    void constrainedNumbersAreCutAndLeftOutWithAnEntryInMeta() {
        write(NumberType.NUMERIC_38_9, "1.1234567891", "1" + "0".repeat(40));
        write(NumberType.NUMERIC_38_9, "1" + "0".repeat(29), "6");
        assertThat(types()).containsExactly("numeric(38,9)", "numeric");
        assertThat(values()).containsExactly("1.123456789|1" + "0".repeat(40) + "|TRUNCATED", "null|6|NULLED");
    }

    @Test
    void columnsThatAreThereStayAsTheyAre() {
        write(NumberType.UNCONSTRAINED, "1.5", "5");
        write(NumberType.NUMERIC_38_9, "1.1234567891", "6");
        assertThat(types()).containsExactly("numeric", "numeric");
        assertThat(values()).containsExactly("1.1234567891|6|null", "1.5|5|null");
    }

    private void write(NumberType type, String number, String whole) {
        PostgresConfig config = TestServer.settings()
                .schemaName(schema.name("x").schema())
                .numberType(type)
                .build();
        try (CacheBase cache = PostgresCache.open(config)) {
            cache.write(
                    script().record("s", "{\"n\":%s,\"i\":%s}".formatted(number, whole))
                            .complete("s")
                            .input(),
                    WriteRequest.of(catalog(stream("s")
                                    .field("n", LogicalType.NUMBER)
                                    .field("i", LogicalType.BIG_INTEGER)
                                    .incremental()))
                            .build());
        }
    }

    private List<String> types() {
        return schema.find(sql, "s").columns().subList(0, 2).stream()
                .map(column -> column.type().sql())
                .toList();
    }

    private List<String> values() {
        return sql
                .fetch(
                        "select concat_ws('|', coalesce(n::text, 'null'), i, coalesce(_airbyte_meta #>> '{{changes,0,change}}', 'null')) from {0}",
                        schema.name("s").qualified())
                .map(row -> row.get(0, String.class))
                .stream()
                .sorted()
                .toList();
    }
}
