package io.sqlcache.benchmarks.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sqlcache.benchmarks.data.UsersCatalog;
import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** The records of a {@code users} input as values for JDBC and jOOQ: read by Jackson's tree, as most programs do it. */
final class UserValues {

    private static final List<String> FIELDS = UsersCatalog.fields();
    private static final int INTERNAL_COLUMNS = 3;
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private UserValues() {}

    /** One array a record, in the order of the table's columns. */
    static Stream<@Nullable Object[]> of(BufferedReader messages) {
        return messages.lines()
                .map(UserValues::tree)
                .filter(message -> "RECORD".equals(message.path("type").textValue()))
                .map(message -> row(message.path("record")));
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object[] row(JsonNode message) {
        JsonNode data = message.path("data");
        @Nullable Object[] row = new Object[FIELDS.size() + INTERNAL_COLUMNS];
        int column = 0;
        for (String field : FIELDS) {
            JsonNode value = data.path(field);
            row[column++] = value.isNull() || value.isMissingNode() ? null : value(field, value);
        }
        row[column++] = UUID.randomUUID().toString();
        row[column++] =
                Instant.ofEpochMilli(message.path("emitted_at").longValue()).atOffset(ZoneOffset.UTC);
        row[column] = JSONB.valueOf("{}");

        return row;
    }

    private static Object value(String field, JsonNode value) {
        return switch (field) {
            case "id", "age" -> value.longValue();
            case "balance", "score" -> new BigDecimal(value.asText());
            case "is_active" -> value.booleanValue();
            case "address", "tags" -> JSONB.valueOf(value.toString());
            case "created_at", "updated_at" -> OffsetDateTime.parse(value.textValue());
            case "birth_date" -> LocalDate.parse(value.textValue());
            case "login_time" -> LocalTime.parse(value.textValue());
            default -> value.textValue();
        };
    }
}
