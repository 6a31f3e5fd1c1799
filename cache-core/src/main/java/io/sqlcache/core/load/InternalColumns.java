package io.sqlcache.core.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.backend.PhysicalType;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.load.value.NarrowedSink;
import io.sqlcache.core.load.value.TimestampTarget;
import io.sqlcache.core.table.ColumnSource;
import java.util.OptionalLong;

/** The columns whose values the write itself knows, in the types that we and PyAirbyte give them. */
final class InternalColumns {

    private static final ColumnWriter NOTHING = (record, sequence, sink) -> sink.writeNull();

    private final SyncStamp stamp;
    private final RowChanges changes;
    private final ValueLimits limits;

    InternalColumns(SyncStamp stamp, RowChanges changes, ValueLimits limits) {
        this.limits = limits;
        this.stamp = stamp;
        this.changes = changes;
    }

    /** The writer of a column that was found in the database. */
    ColumnWriter of(ColumnSource.Internal source, ColumnType column) {
        return switch (source) {
            case RAW_ID -> rawId(column);
            case EXTRACTED_AT -> extractedAt(column);
            case META -> narrowed(meta(column));
            case GENERATION_ID -> generationId(column, stamp.generationId());
            case GENERATION_ID_OR_ZERO ->
                generationId(column, OptionalLong.of(stamp.generationId().orElse(0)));
            case SEQUENCE -> sequence(column);
        };
    }

    private static ColumnWriter rawId(ColumnType column) {
        boolean longEnough = column.length() == ColumnType.UNLIMITED || column.length() >= RawId.LENGTH;
        require(column.physical() == PhysicalType.TEXT && longEnough, InternalColumn.RAW_ID.column(), column, "text");

        return new RawId();
    }

    private ColumnWriter extractedAt(ColumnType column) {
        return switch (column.physical()) {
            case TIMESTAMP_TZ ->
                new ExtractedAt(new TimestampTarget(column, limits.micros(), RowSink::writeTimestampTz), changes);
            case TIMESTAMP ->
                new ExtractedAt(new TimestampTarget(column, limits.micros(), RowSink::writeTimestamp), changes);
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, TEXT, JSON, DATE, TIME, TIME_TZ, OTHER ->
                throw misfit(InternalColumn.EXTRACTED_AT.column(), column, "timestamp with time zone");
        };
    }

    private ColumnWriter meta(ColumnType column) {
        return switch (column.physical()) {
            case JSON ->
                (record, sequence, sink) -> {
                    changes.compose(record);
                    sink.writeJson(changes.bytes(), 0, changes.length());
                };
            case TEXT -> {
                require(column.length() == ColumnType.UNLIMITED, InternalColumn.META.column(), column, "JSON");

                yield (record, sequence, sink) -> {
                    changes.compose(record);
                    sink.writeText(changes.bytes(), 0, changes.length());
                };
            }
            case BOOLEAN, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER ->
                throw misfit(InternalColumn.META.column(), column, "JSON");
        };
    }

    /** Names of fields, and what a source says of them, may have any characters. */
    private ColumnWriter narrowed(ColumnWriter meta) {
        if (limits.repertoire().isUnicode()) {
            return meta;
        }
        NarrowedSink narrowed = new NarrowedSink(limits);

        return (record, sequence, sink) -> meta.write(record, sequence, narrowed.into(sink));
    }

    private static ColumnWriter generationId(ColumnType column, OptionalLong id) {
        String name = InternalColumn.GENERATION_ID.column();

        return switch (column.physical()) {
            case BIGINT -> generation(id);
            case DECIMAL -> {
                // Anything shorter than a long could not hold the generations to come.
                require(column.precision() == ColumnType.UNLIMITED, name, column, "bigint");

                yield decimalGeneration(id);
            }
            case BOOLEAN, DOUBLE, TEXT, JSON, DATE, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ, OTHER ->
                throw misfit(name, column, "bigint");
        };
    }

    private static ColumnWriter generation(OptionalLong id) {
        if (id.isEmpty()) {
            return NOTHING;
        }

        long generation = id.getAsLong();

        return (record, sequence, sink) -> sink.writeLong(generation);
    }

    private static ColumnWriter decimalGeneration(OptionalLong id) {
        if (id.isEmpty()) {
            return NOTHING;
        }

        byte[] digits = Long.toString(id.getAsLong()).getBytes(US_ASCII);

        return (record, sequence, sink) -> sink.writeDecimal(digits, 0, digits.length);
    }

    private ColumnWriter sequence(ColumnType column) {
        require(column.physical() == PhysicalType.BIGINT, "the sequence", column, "bigint");

        return (record, sequence, sink) -> sink.writeLong(changes.unkeyed() ? MergePlan.unkeyed(sequence) : sequence);
    }

    private static void require(boolean fits, String name, ColumnType column, String wanted) {
        if (!fits) {
            throw misfit(name, column, wanted);
        }
    }

    private static CacheException misfit(String name, ColumnType column, String wanted) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot write %s into a column of type %s; make it %s.".formatted(name, column, wanted));
    }
}
