package io.sqlcache.core.read;

import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.Row;
import io.sqlcache.core.backend.ResultValues;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a JDBC result into {@link Row}s, whose values the backend reads. */
final class RowReader {

    private final ResultValues results;
    private final List<String> columns = new ArrayList<>();
    private final List<ColumnKind> kinds = new ArrayList<>();

    RowReader(ResultValues results, ResultSetMetaData result) throws SQLException {
        this.results = results;
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(result.getColumnLabel(i));
            kinds.add(results.kind(result, i));
        }
    }

    List<String> columns() {
        return List.copyOf(columns);
    }

    Row read(ResultSet rows) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(results.value(rows, i + 1, kinds.get(i)));
        }
        return new Row(columns, values);
    }
}
