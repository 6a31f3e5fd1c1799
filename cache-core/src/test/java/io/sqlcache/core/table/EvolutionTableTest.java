package io.sqlcache.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.PhysicalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what becomes of a column, for every type that a column can have and every type of a field. */
class EvolutionTableTest {

    private static final Path DOCUMENT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent()).resolve("docs/evolution.md");

    private static final String BEGINNING = "<!-- table -->\n";
    private static final String END = "<!-- end of table -->";

    /** Columns of the table: types of fields that fare alike stand together. */
    private static final List<List<LogicalType>> FIELDS = List.of(
            List.of(LogicalType.STRING),
            List.of(LogicalType.BOOLEAN),
            List.of(LogicalType.INTEGER),
            List.of(LogicalType.BIG_INTEGER, LogicalType.NUMBER),
            List.of(LogicalType.DATE),
            List.of(LogicalType.TIMESTAMP_WITH_TIMEZONE),
            List.of(LogicalType.TIMESTAMP_WITHOUT_TIMEZONE),
            List.of(LogicalType.TIME_WITH_TIMEZONE, LogicalType.TIME_WITHOUT_TIMEZONE),
            List.of(LogicalType.OBJECT, LogicalType.ARRAY, LogicalType.ANY));

    @Test
    void theDocumentedTableIsWhatTheCodeDecides() throws IOException {
        String document = Files.readString(DOCUMENT);
        String table = document.substring(document.indexOf(BEGINNING) + BEGINNING.length(), document.indexOf(END));

        assertThat(table).as("the table of %s", DOCUMENT).isEqualTo(table());
    }

    @Test
    void typesThatStandTogetherFareAlike() {
        assertThat(FIELDS.stream().flatMap(List::stream)).containsExactlyInAnyOrder(LogicalType.values());
        for (PhysicalType column : writable()) {
            assertThat(FIELDS)
                    .allSatisfy(alike -> assertThat(alike.stream().map(field -> fate(column, field)))
                            .containsOnly(fate(column, alike.get(0))));
        }
    }

    @Test
    void whatAColumnBecomesHoldsTheFieldAndIsNotChangedAgain() {
        for (PhysicalType column : writable()) {
            for (LogicalType field : LogicalType.values()) {
                Widening.of(column, field)
                        .ifPresent(wider -> assertThat(Widening.of(physical(wider), field))
                                .as("%s, %s, %s", column, wider, field)
                                .isEmpty());
            }
        }
    }

    @Test
    void columnThatCannotBeWrittenIsNoneToWiden() {
        assertThatThrownBy(() -> Widening.of(PhysicalType.OTHER, LogicalType.STRING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A column that cannot be written cannot be widened");
    }

    private static List<PhysicalType> writable() {
        return Arrays.stream(PhysicalType.values())
                .filter(column -> column != PhysicalType.OTHER)
                .toList();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| the column is | "
                + FIELDS.stream().map(EvolutionTableTest::heading).collect(Collectors.joining(" | ")) + " |\n"
                + "|---".repeat(FIELDS.size() + 1) + "|\n");
        for (PhysicalType column : PhysicalType.values()) {
            table.append("| **")
                    .append(spelled(column))
                    .append("** | ")
                    .append(FIELDS.stream()
                            .map(alike -> fate(column, alike.get(0)))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String heading(List<LogicalType> alike) {
        return alike.stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .map(name -> name.replace('_', ' ').replace(" timezone", " zone"))
                .collect(Collectors.joining(", "));
    }

    private static String fate(PhysicalType column, LogicalType field) {
        if (column == PhysicalType.OTHER) {
            return "refused";
        }
        Optional<LogicalType> wider = Widening.of(column, field);
        return wider.map(type -> "`" + spelled(physical(type)).replaceFirst(",.*", "") + "`")
                .orElse("kept");
    }

    private static PhysicalType physical(LogicalType field) {
        return switch (field) {
            case STRING -> PhysicalType.TEXT;
            case BOOLEAN -> PhysicalType.BOOLEAN;
            case INTEGER -> PhysicalType.BIGINT;
            case BIG_INTEGER, NUMBER -> PhysicalType.DECIMAL;
            case DATE -> PhysicalType.DATE;
            case TIMESTAMP_WITH_TIMEZONE -> PhysicalType.TIMESTAMP_TZ;
            case TIMESTAMP_WITHOUT_TIMEZONE -> PhysicalType.TIMESTAMP;
            case TIME_WITH_TIMEZONE -> PhysicalType.TIME_TZ;
            case TIME_WITHOUT_TIMEZONE -> PhysicalType.TIME;
            case OBJECT, ARRAY, ANY -> PhysicalType.JSON;
        };
    }

    private static String spelled(PhysicalType column) {
        return switch (column) {
            case BOOLEAN -> "boolean";
            case BIGINT -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case TEXT -> "text, varchar";
            case JSON -> "jsonb, json";
            case DATE -> "date";
            case TIME -> "time";
            case TIME_TZ -> "timetz";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_TZ -> "timestamptz";
            case OTHER -> "any other type";
        };
    }
}
