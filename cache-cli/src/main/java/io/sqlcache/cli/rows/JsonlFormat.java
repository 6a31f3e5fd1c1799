package io.sqlcache.cli.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.sqlcache.api.CachedColumn;
import io.sqlcache.api.ColumnKind;
import io.sqlcache.api.Row;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: numbers and booleans as such, JSON columns nested, anything else as a string. */
final class JsonlFormat implements RowFormat {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final OutputStream out;
    private final List<CachedColumn> columns;
    private @Nullable JsonGenerator opened;

    JsonlFormat(OutputStream out, List<CachedColumn> columns) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.columns = columns;
    }

    @Override
    public void row(Row row) throws IOException {
        JsonGenerator json = generator();
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            value(json, columns.get(i), row.values().get(i));
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void end() throws IOException {
        generator().flush();
    }

    private JsonGenerator generator() throws IOException {
        if (opened == null) {
            opened = JSON.createGenerator(out).setRootValueSeparator(new SerializedString(""));
        }
        return opened;
    }

    private static void value(JsonGenerator json, CachedColumn column, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (column.kind() == ColumnKind.JSON && value instanceof String text) {
            // A line end in JSON stands between tokens, where a space is as good.
            json.writeRawValue(text.replace('\n', ' ').replace('\r', ' '));
        } else {
            json.writeString(ValueText.of(value));
        }
    }
}
