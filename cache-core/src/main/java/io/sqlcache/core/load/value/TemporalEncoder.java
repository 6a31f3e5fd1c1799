package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import java.math.BigDecimal;
import java.util.Optional;

/** Dates and times, which come as text, into a column of dates or times. */
final class TemporalEncoder implements ValueEncoder {

    private final DecodedText text;
    private final TemporalText parsed;
    private final TemporalReading reading;
    private final TemporalTarget target;

    TemporalEncoder(DecodedText text, TemporalText parsed, TemporalReading reading, TemporalTarget target) {
        this.text = text;
        this.parsed = parsed;
        this.reading = reading;
        this.target = target;
    }

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        if (record.token(field) != Token.STRING || !parse(record, field)) {
            return Fit.MISFIT;
        }

        long micro = reading.microOfDay(parsed);
        Fit fit = target.write(parsed.epochDay(), micro, reading.offsetSeconds(parsed), sink);

        boolean whole = micro == parsed.microOfDay() && !parsed.isRounded();

        return fit == Fit.EXACT && !whole ? Fit.CUT : fit;
    }

    @Override
    public Optional<BigDecimal> remainder() {
        return Optional.of(parsed.roundedOff().add(BigDecimal.valueOf(target.roundedOff())));
    }

    /** Only what does not read as it stands can have escapes or spaces in it. */
    private boolean parse(RecordMessage record, int field) {
        return reading.parse(parsed, record.bytes(), record.start(field), record.end(field))
                || parseDecoded(record, field);
    }

    private boolean parseDecoded(RecordMessage record, int field) {
        text.decode(record.bytes(), record.start(field), record.end(field));
        text.strip();

        return reading.parse(parsed, text.bytes(), text.start(), text.end());
    }
}
