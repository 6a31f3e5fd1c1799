package io.sqlcache.core.load.value;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;

/**
 * Which encoder brings a type of the catalog into a type of the database: every pair has one. First the field's type says
 * which values are its own, then the column's type which of those it can hold.
 *
 * <p>Encoders made here share their buffers, so they belong to one thread, one value at a time.
 */
public final class ValueEncoders {

    private static final ValueEncoder NOTHING_FITS = (record, field, sink) -> Fit.MISFIT;

    private final ValueLimits limits;
    private final DecodedText text;
    private final DecimalText number = new DecimalText();
    private final TemporalText temporal;
    private final CleanJson json;

    /**
     * Makes encoders for the columns of a database.
     *
     * @param json cleans JSON for the same database, and may be used beside them
     */
    public ValueEncoders(CleanJson json, ValueLimits limits) {
        this.json = json;
        this.limits = limits;
        this.text = new DecodedText(limits.valueBytes());
        this.temporal = new TemporalText(limits.offsetSeconds());
    }

    /** The encoder for a column that was found in the database. */
    public ValueEncoder of(LogicalType type, ColumnType column) {
        ValueEncoder encoder = ofUnicode(type, column);
        return limits.repertoire().isUnicode() ? encoder : new NarrowedEncoder(encoder, column, limits);
    }

    private ValueEncoder ofUnicode(LogicalType type, ColumnType column) {
        return switch (column.physical()) {
            case BOOLEAN -> intoBoolean(type);
            case BIGINT -> intoNumber(type, new BigintTarget());
            case DOUBLE -> intoNumber(type, new DoubleTarget());
            case DECIMAL -> intoNumber(type, new DecimalTarget(column, limits.decimals()));
            case TEXT -> intoText(type, column);
            case JSON -> intoJson(type);
            case DATE -> intoDay(type, TemporalReading.DATE, new DateTarget(limits.days()));
            case TIME -> intoTime(type, TemporalReading.TIME, new TimeTarget(column, limits.lastTime()));
            case TIME_TZ -> intoTime(type, TemporalReading.TIME_TZ, new TimeTzTarget(column, limits.lastTime()));
            case TIMESTAMP ->
                intoDay(
                        type,
                        TemporalReading.TIMESTAMP,
                        new TimestampTarget(column, limits.micros(), RowSink::writeTimestamp));
            case TIMESTAMP_TZ ->
                intoDay(
                        type,
                        TemporalReading.TIMESTAMP_TZ,
                        new TimestampTarget(column, limits.micros(), RowSink::writeTimestampTz));
            case OTHER ->
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot write values of type %s into a column of type %s; change the column's type, or leave the field out of the stream."
                                .formatted(type, column));
        };
    }

    private static ValueEncoder intoBoolean(LogicalType type) {
        return switch (type) {
            case BOOLEAN, STRING, ANY -> new BooleanEncoder();
            case INTEGER,
                    BIG_INTEGER,
                    NUMBER,
                    DATE,
                    TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITHOUT_TIMEZONE,
                    TIME_WITH_TIMEZONE,
                    TIME_WITHOUT_TIMEZONE,
                    OBJECT,
                    ARRAY -> NOTHING_FITS;
        };
    }

    private ValueEncoder intoNumber(LogicalType type, NumberTarget target) {
        return switch (type) {
            case INTEGER, BIG_INTEGER -> numbers(NumberEncoder.Domain.WHOLE, target);
            case NUMBER, STRING, ANY -> numbers(NumberEncoder.Domain.ANY, target);
            case BOOLEAN,
                    DATE,
                    TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITHOUT_TIMEZONE,
                    TIME_WITH_TIMEZONE,
                    TIME_WITHOUT_TIMEZONE,
                    OBJECT,
                    ARRAY -> NOTHING_FITS;
        };
    }

    private ValueEncoder intoText(LogicalType type, ColumnType column) {
        TextColumn prose = new TextColumn(column, TextColumn.TooLong.CUT, limits.valueBytes());
        TextColumn notation = new TextColumn(column, TextColumn.TooLong.NULL, limits.valueBytes());

        return switch (type) {
            case STRING, ANY -> new TextEncoder(text, prose, JsonKinds.ANY);
            case BOOLEAN -> new TextEncoder(text, notation, JsonKinds.BOOLEANS);
            case OBJECT -> new TextEncoder(text, notation, JsonKinds.OBJECTS);
            case ARRAY -> new TextEncoder(text, notation, JsonKinds.ARRAYS);
            case INTEGER, BIG_INTEGER -> numbers(NumberEncoder.Domain.WHOLE, new NumberAsText(notation));
            case NUMBER -> numbers(NumberEncoder.Domain.ANY, new NumberAsText(notation));
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                checked(type, new TextEncoder(text, notation, JsonKinds.ANY));
        };
    }

    private ValueEncoder intoJson(LogicalType type) {
        return switch (type) {
            // A string takes anything, and JSON holds anything as it is: nothing has to become text first.
            case STRING, ANY -> new JsonEncoder(json, JsonKinds.ANY);
            case BOOLEAN -> new JsonEncoder(json, JsonKinds.BOOLEANS);
            case OBJECT -> new JsonEncoder(json, JsonKinds.OBJECTS);
            case ARRAY -> new JsonEncoder(json, JsonKinds.ARRAYS);
            case INTEGER, BIG_INTEGER ->
                numbers(
                        NumberEncoder.Domain.WHOLE,
                        new NumberAsJson(limits.json().numbers()));
            case NUMBER ->
                numbers(NumberEncoder.Domain.ANY, new NumberAsJson(limits.json().numbers()));
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                checked(type, new JsonEncoder(json, JsonKinds.ANY));
        };
    }

    /** Text of no declared meaning is read as the column's own type reads it. */
    private ValueEncoder intoDay(LogicalType type, TemporalReading own, TemporalTarget target) {
        return switch (type) {
            case STRING, ANY -> new TemporalEncoder(text, temporal, own, target);
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE ->
                new TemporalEncoder(text, temporal, reading(type), target);
            case BOOLEAN, INTEGER, BIG_INTEGER, NUMBER, TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE, OBJECT, ARRAY ->
                NOTHING_FITS;
        };
    }

    private ValueEncoder intoTime(LogicalType type, TemporalReading own, TemporalTarget target) {
        return switch (type) {
            case STRING, ANY -> new TemporalEncoder(text, temporal, own, target);
            case TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE ->
                new TemporalEncoder(text, temporal, reading(type), target);
            case BOOLEAN,
                    INTEGER,
                    BIG_INTEGER,
                    NUMBER,
                    DATE,
                    TIMESTAMP_WITH_TIMEZONE,
                    TIMESTAMP_WITHOUT_TIMEZONE,
                    OBJECT,
                    ARRAY -> NOTHING_FITS;
        };
    }

    private ValueEncoder numbers(NumberEncoder.Domain domain, NumberTarget target) {
        return new NumberEncoder(number, text, domain, target);
    }

    private ValueEncoder checked(LogicalType type, ValueEncoder spelled) {
        return new CheckedTemporalEncoder(text, temporal, reading(type), spelled);
    }

    private static TemporalReading reading(LogicalType type) {
        return switch (type) {
            case DATE -> TemporalReading.DATE;
            case TIMESTAMP_WITH_TIMEZONE -> TemporalReading.TIMESTAMP_TZ;
            case TIMESTAMP_WITHOUT_TIMEZONE -> TemporalReading.TIMESTAMP;
            case TIME_WITH_TIMEZONE -> TemporalReading.TIME_TZ;
            case TIME_WITHOUT_TIMEZONE -> TemporalReading.TIME;
            case STRING, BOOLEAN, INTEGER, BIG_INTEGER, NUMBER, OBJECT, ARRAY, ANY ->
                throw new IllegalArgumentException(type + " is no type of dates or times");
        };
    }
}
