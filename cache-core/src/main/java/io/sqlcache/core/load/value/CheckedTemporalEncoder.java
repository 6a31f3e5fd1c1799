package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;

/** Dates and times into a column that takes them as they are spelled: what is none of them still does not fit. */
final class CheckedTemporalEncoder implements ValueEncoder {

    private final DecodedText text;
    private final TemporalText parsed;
    private final TemporalReading reading;
    private final ValueEncoder spelled;

    CheckedTemporalEncoder(DecodedText text, TemporalText parsed, TemporalReading reading, ValueEncoder spelled) {
        this.text = text;
        this.parsed = parsed;
        this.reading = reading;
        this.spelled = spelled;
    }

    @Override
    public Fit encode(RecordMessage record, int field, RowSink sink) {
        if (record.token(field) != Token.STRING) {
            return Fit.MISFIT;
        }

        text.decode(record.bytes(), record.start(field), record.end(field));
        text.strip();

        return reading.parse(parsed, text.bytes(), text.start(), text.end())
                ? spelled.encode(record, field, sink)
                : Fit.MISFIT;
    }
}
