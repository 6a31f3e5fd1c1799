package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** Values as the JSON they are. */
final class JsonEncoder implements ValueEncoder {

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);

    private final CleanJson json;
    private final JsonKinds accepted;

    JsonEncoder(CleanJson json, JsonKinds accepted) {
        this.json = json;
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
            case TRUE -> writeConstant(TRUE, sink);
            case FALSE -> writeConstant(FALSE, sink);
            case NUMBER, OBJECT, ARRAY -> write(record, field, start, end, sink);
            // The quotes stand around the range.
            case STRING -> write(record, field, start - 1, end + 1, sink);
            case NON_FINITE, ABSENT, NULL -> Fit.MISFIT;
        };
    }

    private static Fit writeConstant(byte[] constant, RowSink sink) {
        sink.writeJson(constant, 0, constant.length);

        return Fit.EXACT;
    }

    private Fit write(RecordMessage record, int field, int start, int end, RowSink sink) {
        byte[] bytes = record.bytes();

        if (record.isPlainJson(field) && json.isStorableIfPlain(end - start)) {
            sink.writeJson(bytes, start, end - start);

            return Fit.EXACT;
        }

        Fit fit = json.clean(bytes, start, end);

        if (!fit.nulls()) {
            sink.writeJson(json.bytes(), json.start(), json.end() - json.start());
        }

        return fit;
    }
}
