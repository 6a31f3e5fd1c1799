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
    private final boolean keepsRests;
    private final List<ExpectedRow> rows = new ArrayList<>();

    /**
     * No rows yet.
     *
     * @param keepsRests whether digits that were rounded off keys and cursors count
     */
    TableOracle(RandomStream stream, boolean keepsRests) {
        this.stream = stream;
        this.keepsRests = keepsRests;
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
            if (keyCells(row).stream().anyMatch(this::isLost)) {
                unkeyed.add(row);
            } else {
                byKey.merge(keyCells(row).stream().map(TableOracle::identity).toList(), row, this::newer);
            }
        }
        rows.clear();
        rows.addAll(unkeyed);
        rows.addAll(byKey.values());
    }

    private boolean isLost(Cell cell) {
        return cell.isChanged() && !(keepsRests && cell.rest() != null);
    }

    private static String identity(Cell cell) {
        return cell.rest() == null ? cell.canonical() : cell.canonical() + " and " + cell.rest();
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
        Cell before = earlier.cells().getOrDefault(cursor.name(), Cell.nothing());
        Cell after = later.cells().getOrDefault(cursor.name(), Cell.nothing());
        return isNewer(before, after) ? earlier : later;
    }

    private boolean isNewer(Cell one, Cell other) {
        if (one.value() == null || other.value() == null) {
            return false;
        }
        int order = compare(one.value(), other.value());
        return order == 0 && keepsRests ? rest(one).compareTo(rest(other)) > 0 : order > 0;
    }

    private static BigDecimal rest(Cell cell) {
        return cell.rest() == null ? BigDecimal.ZERO : cell.rest();
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
