package io.sqlcache.testkit;

import io.sqlcache.api.WriteStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rows a table is to have after each sync, as the strategy of its stream says. */
final class TableOracle {

    /**
     * A row, told from others by when its record was emitted.
     *
     * @param cells what each field of the source became
     * @param changes the entries of {@code _airbyte_meta.changes}, those of the source first
     */
    record ExpectedRow(Instant emittedAt, Map<String, Cell> cells, List<String> changes) {}

    private final RandomStream stream;
    private final List<ExpectedRow> rows = new ArrayList<>();

    TableOracle(RandomStream stream) {
        this.stream = stream;
    }

    List<ExpectedRow> rows() {
        return rows;
    }

    /** The records of one sync, all of which were sent. */
    void land(List<ExpectedRow> records) {
        if (stream.strategy() == WriteStrategy.REPLACE) {
            rows.clear();
        }
        if (stream.strategy() == WriteStrategy.MERGE) {
            merge(records);
        } else {
            rows.addAll(records);
        }
    }

    /** A record whose key is not what the source sent is a row of its own. */
    private void merge(List<ExpectedRow> records) {
        Map<List<String>, ExpectedRow> byKey = new LinkedHashMap<>();
        List<ExpectedRow> unkeyed = new ArrayList<>();
        List<ExpectedRow> all = new ArrayList<>(rows);
        all.addAll(records);
        for (ExpectedRow row : all) {
            if (keyCells(row).stream().anyMatch(Cell::isChanged)) {
                unkeyed.add(row);
            } else {
                byKey.merge(keyCells(row).stream().map(Cell::canonical).toList(), row, this::newer);
            }
        }
        rows.clear();
        rows.addAll(unkeyed);
        rows.addAll(byKey.values());
    }

    private List<Cell> keyCells(ExpectedRow row) {
        return stream.key().stream()
                .map(field -> row.cells().getOrDefault(field.name(), Cell.nothing()))
                .toList();
    }

    private ExpectedRow newer(ExpectedRow earlier, ExpectedRow later) {
        RandomStream.Field cursor = stream.cursor();
        if (cursor == null) {
            return later;
        }
        Object before =
                earlier.cells().getOrDefault(cursor.name(), Cell.nothing()).value();
        Object after = later.cells().getOrDefault(cursor.name(), Cell.nothing()).value();
        return before != null && after != null && compare(before, after) > 0 ? earlier : later;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof String text) {
            return compareCodePoints(text, (String) other);
        }
        if (one instanceof Long number) {
            return number.compareTo((Long) other);
        }
        if (one instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) other);
        }
        if (one instanceof LocalDate day) {
            return day.compareTo((LocalDate) other);
        }
        if (one instanceof LocalDateTime clock) {
            return clock.compareTo((LocalDateTime) other);
        }
        return ((OffsetDateTime) one).compareTo((OffsetDateTime) other);
    }

    private static int compareCodePoints(String one, String other) {
        int[] points = one.codePoints().toArray();
        return Arrays.compare(points, other.codePoints().toArray());
    }
}
