package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers, as JSON numbers or as text, into a column that can hold some of them. */
final class NumberEncoder implements ValueEncoder {

    /** Which numbers the field may have. */
    enum Domain {
        /** 1.0 and 1e3 are whole; 1.5 is not. */
        WHOLE,
        ANY
    }

    private final DecimalText number;
    private final DecodedText text;
    private final Domain domain;
    private final NumberTarget target;

    NumberEncoder(DecimalText number, DecodedText text, Domain domain, NumberTarget target) {
        this.number = number;
        this.text = text;
        this.domain = domain;
        this.target = target;
    }

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        boolean parsed = switch (record.token(field)) {
            case NUMBER -> number.parse(record.bytes(), record.start(field), record.end(field));
            case STRING -> parseText(record, field);
            case TRUE, FALSE, NON_FINITE, OBJECT, ARRAY, ABSENT, NULL -> false;
        };

        if (!parsed || domain == Domain.WHOLE && !number.isWhole()) {
            return Fit.MISFIT;
        }

        return target.write(number, sink);
    }

    @Override
    public Optional<BigDecimal> remainder() {
        return target.remainder(number);
    }

    /** Databases pass over spaces around a number in their own input, and so do most languages. */
    private boolean parseText(RecordMessage record, int field) {
        if (number.parse(record.bytes(), record.start(field), record.end(field))) {
            return true;
        }

        text.decode(record.bytes(), record.start(field), record.end(field));
        text.strip();

        return number.parse(text.bytes(), text.start(), text.end());
    }
}
