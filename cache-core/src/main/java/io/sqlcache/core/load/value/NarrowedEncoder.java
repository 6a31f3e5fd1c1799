package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.message.RecordMessage;
import java.math.BigDecimal;
import java.util.Optional;

/** Another encoder's values, for a database whose text cannot hold every character. */
final class NarrowedEncoder implements ValueEncoder {

    private final ValueEncoder encoder;
    private final NarrowedSink narrowed;

    NarrowedEncoder(ValueEncoder encoder, ColumnType column, ValueLimits limits) {
        boolean bounded = column.physical() == PhysicalType.TEXT
                && column.length() != ColumnType.UNLIMITED
                && limits.repertoire().countsBytes();
        this.encoder = encoder;
        this.narrowed = new NarrowedSink(limits, bounded ? column.length() : limits.valueBytes());
    }

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        Fit fit = encoder.encode(record, field, narrowed.into(sink));

        if (fit.nulls()) {
            return fit;
        }
        if (narrowed.isTooLong()) {
            return Fit.OVERFLOW;
        }

        return fit == Fit.EXACT && narrowed.hasReplaced() ? Fit.REPLACED : fit;
    }

    @Override
    public Optional<BigDecimal> remainder() {
        return encoder.remainder();
    }
}
