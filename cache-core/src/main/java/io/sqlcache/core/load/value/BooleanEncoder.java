package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;

/** {@code true} and {@code false}, and nothing that only looks like them. */
final class BooleanEncoder implements ValueEncoder {

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        return switch (record.token(field)) {
            case TRUE -> {
                sink.writeBoolean(true);

                yield Fit.EXACT;
            }
            case FALSE -> {
                sink.writeBoolean(false);

                yield Fit.EXACT;
            }
            case NUMBER, NON_FINITE, STRING, OBJECT, ARRAY, ABSENT, NULL -> Fit.MISFIT;
        };
    }
}
