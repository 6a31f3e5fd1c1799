package io.sqlcache.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a field is JSON, and is found again under the field's name, however the database spells it. */
class ChangeEntryTest {

    private static final String REASON = "DESTINATION_SERIALIZATION_ERROR";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "",
                "Full Name",
                "a\"b\\c/d",
                "\b\f\n\r\t\u0001\u001f\u007f",
                "\", \"",
                "\": \"",
                "100 % of _ {0} ?",
                "世界 😀"
            })
    void entryIsFoundUnderItsFieldAlone(String field) throws Exception {
        String entry = ChangeEntry.of(field, ChangeEntry.NULLED, REASON);
        JsonNode read = new ObjectMapper().readTree(entry);

        assertThat(read.path("field").textValue()).isEqualTo(field);
        assertThat(read.path("change").textValue()).isEqualTo("NULLED");
        assertThat(read.path("reason").textValue()).isEqualTo(REASON);
        for (String spelled : List.of(entry, spaced(entry), entry.replace("\\u001F", "\\u001f"))) {
            assertThat(isNulled(field, spelled)).as(spelled).isTrue();
            assertThat(isNulled(field + "x", spelled)).as(spelled).isFalse();
            assertThat(isNulled("x" + field, spelled)).as(spelled).isFalse();
        }
        assertThat(isNulled(field, ChangeEntry.of(field, "TRUNCATED", REASON))).isFalse();
    }

    @Test
    void whatNoJsonColumnHoldsIsReplacedInBoth() throws Exception {
        String field = "a\0b\ud83d";
        String entry = ChangeEntry.of(field, ChangeEntry.NULLED, REASON);

        assertThat(new ObjectMapper().readTree(entry).path("field").textValue()).isEqualTo("a\ufffdb\ufffd");
        assertThat(isNulled(field, entry)).isTrue();
    }

    /** As a database spells JSON that puts blanks after colons and commas. */
    private static String spaced(String entry) {
        return entry.replace("\"field\":\"", "\"field\": \"").replace("\",\"change\":\"", "\", \"change\": \"");
    }

    private static boolean isNulled(String field, String entry) throws SQLException {
        String meta = "{\"changes\":[%s]}".formatted(entry);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            return DSL.using(connection, SQLDialect.H2)
                    .fetchExists(DSL.selectOne()
                            .where(ChangeEntry.nulled(DSL.val(meta).cast(SQLDataType.CLOB), field)));
        }
    }
}
