package io.sqlcache.core.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.message.RecordMessage;
import java.util.UUID;

/** {@code _airbyte_raw_id}: a new UUIDv7 for each row, greater than the one before, as text. */
final class RawId implements ColumnWriter {

    /** The characters of a UUID. */
    static final int LENGTH = 36;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private final byte[] text = "00000000-0000-0000-0000-000000000000".getBytes(US_ASCII);

    @Override
    public void write(RecordMessage record, long sequence, RowSink sink) {
        UUID id = UuidCreator.getTimeOrderedEpochPlus1();
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        spell(high >>> 32, 0, 8);
        spell(high >>> 16, 9, 13);
        spell(high, 14, 18);
        spell(low >>> 48, 19, 23);
        spell(low, 24, LENGTH);
        sink.writeText(text, 0, LENGTH);
    }

    private void spell(long bits, int from, int to) {
        long left = bits;

        for (int i = to - 1; i >= from; i--) {
            text[i] = HEX[(int) (left & 0xf)];
            left >>>= 4;
        }
    }
}
