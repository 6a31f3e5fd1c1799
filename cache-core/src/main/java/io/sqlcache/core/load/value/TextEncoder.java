package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** Every value as text: strings decoded, numbers as they are spelled, objects and arrays as their JSON. */
final class TextEncoder implements ValueEncoder {

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);

    private final DecodedText text;
    private final TextColumn column;
    private final JsonKinds accepted;

    TextEncoder(DecodedText text, TextColumn column, JsonKinds accepted) {
        this.text = text;
        this.column = column;
        this.accepted = accepted;
    }

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        if (!accepted.has(record.token(field))) {
            return Fit.MISFIT;
        }

        int start = record.start(field);
        int end = record.end(field);

        return switch (record.token(field)) {
            case TRUE -> column.write(TRUE, 0, TRUE.length, sink);
            case FALSE -> column.write(FALSE, 0, FALSE.length, sink);
            case NUMBER -> column.write(record.bytes(), start, end, sink);
            case STRING ->
                record.isVerbatim(field)
                        ? column.write(record.bytes(), start, end, sink)
                        : write(text.decode(record.bytes(), start, end), sink);
            // Escapes stay escapes here: this is JSON that happens to be kept as text.
            case OBJECT, ARRAY -> write(text.take(record.bytes(), start, end), sink);
            case NON_FINITE, ABSENT, NULL -> Fit.MISFIT;
        };
    }

    private Fit write(Fit decoded, RowSink sink) {
        if (decoded.nulls()) {
            return decoded;
        }

        Fit written = column.write(text.bytes(), text.start(), text.end(), sink);

        return written == Fit.EXACT ? decoded : written;
    }
}
