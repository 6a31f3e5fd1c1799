package io.sqlcache.testkit;

import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.CachedStream;
import io.sqlcache.api.Row;
import io.sqlcache.testkit.TableOracle.ExpectedRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the table of a random stream with what it is to be, and collects what is wrong with it. */
final class TableComparison {

    private final RandomStream stream;
    private final TableOracle expected;
    private final List<String> problems;
    private Map<String, String> columns = Map.of();

    /**
     * A comparison to be made after each sync.
     *
     * @param problems where what is wrong is added
     */
    TableComparison(RandomStream stream, TableOracle expected, List<String> problems) {
        this.stream = stream;
        this.expected = expected;
        this.problems = problems;
    }

    /** Compares names of columns, rows and their changes. */
    void compare(CachedStream table) {
        Map<String, String> found = new LinkedHashMap<>();
        for (CachedColumn column : table.columns()) {
            found.putIfAbsent(column.field(), column.name());
        }
        if (columns.isEmpty()) {
            compareNames(found);
        } else if (!columns.equals(found)) {
            problems.add("%s: columns moved from %s to %s".formatted(stream, columns, found));
        }
        columns = found;
        try (Stream<Row> rows = table.records()) {
            compareRows(rows.toList());
        }
    }

    private void compareNames(Map<String, String> found) {
        Set<String> taken = new HashSet<>();
        for (RandomStream.Field field : stream.fields()) {
            String column = found.getOrDefault(field.name(), "");
            if (!NameOracle.isRight(field.name(), column, taken)) {
                problems.add("%s: field \"%s\" has column \"%s\"".formatted(stream, field.name(), column));
            }
            taken.add(column);
        }
    }

    private void compareRows(List<Row> rows) {
        Map<Instant, Row> found = new HashMap<>();
        Set<String> rawIds = new HashSet<>();
        for (Row row : rows) {
            found.put(emittedAt(row), row);
            rawIds.add(String.valueOf(row.value("_airbyte_raw_id")));
        }
        if (rawIds.size() < rows.size() || found.size() < rows.size()) {
            problems.add("%s has several rows of one record or of one _airbyte_raw_id: %s".formatted(stream, rows));
        }
        for (ExpectedRow row : expected.rows()) {
            Row match = found.remove(row.emittedAt());
            if (match == null) {
                problems.add("%s lacks the record of %s: %s".formatted(stream, row.emittedAt(), row.cells()));
            } else {
                compareCells(row, match);
                compareChanges(row, match);
            }
        }
        found.values().forEach(row -> problems.add("%s is not to have the row %s".formatted(stream, row)));
    }

    private void compareCells(ExpectedRow expectedRow, Row row) {
        expectedRow.cells().forEach((field, cell) -> {
            Object value = row.value(columns.getOrDefault(field, field));
            if (!cell.canonical(value).equals(cell.canonical())) {
                problems.add("%s, record of %s, field \"%s\": expected %s, found %s"
                        .formatted(stream, expectedRow.emittedAt(), field, cell.canonical(), cell.canonical(value)));
            }
        });
    }

    private void compareChanges(ExpectedRow expectedRow, Row row) {
        List<String> changes = ValueContract.changes(row);
        List<String> sorted = changes.stream().sorted().toList();
        if (!sorted.equals(expectedRow.changes().stream().sorted().toList())) {
            problems.add("%s, record of %s: expected the changes %s, found %s"
                    .formatted(stream, expectedRow.emittedAt(), expectedRow.changes(), changes));
        }
    }

    private static Instant emittedAt(Row row) {
        return ((OffsetDateTime) Objects.requireNonNull(row.value("_airbyte_extracted_at"))).toInstant();
    }
}
