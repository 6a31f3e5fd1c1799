package io.sqlcache.core.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sqlcache.core.backend.ChangeEntry;
import io.sqlcache.core.backend.Comparisons;
import io.sqlcache.core.backend.MergePlan;
import io.sqlcache.core.load.value.CleanJson;
import io.sqlcache.core.load.value.Scratch;
import io.sqlcache.core.message.RecordMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened to the values of one row, and its {@code _airbyte_meta} that tells. Not thread-safe. */
final class RowChanges {

    private final CleanJson json;
    private final byte[] opening;
    private final byte[] unchanged;
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<String, BigDecimal> remainders = new LinkedHashMap<>();
    private final Scratch scratch = new Scratch();

    private byte[] bytes;
    private int length;
    private boolean unkeyed;

    RowChanges(long syncId, CleanJson json) {
        this.json = json;
        this.opening = ("{\"sync_id\":" + syncId + ",\"changes\":[").getBytes(UTF_8);
        this.unchanged = ("{\"sync_id\":" + syncId + ",\"changes\":[]}").getBytes(UTF_8);
        this.bytes = unchanged;
    }

    /** Forgets the row before. */
    void clear() {
        entries.clear();
        remainders.clear();
        unkeyed = false;
    }

    /** Notes what the protocol calls a change: a JSON object. */
    void add(byte[] entry) {
        entries.add(entry);
    }

    /** Keeps the digits of a key or cursor that its column does not: {@link Comparisons#remainder} finds them. */
    void keepRemainder(String column, BigDecimal digits) {
        remainders.put(column, digits);
    }

    /** Notes that the row's key is not what the source sent. */
    void loseKey() {
        unkeyed = true;
    }

    /** Whether the row's key is not what the source sent. */
    boolean unkeyed() {
        return unkeyed;
    }

    /** Puts the row's meta together: the source's own changes first. */
    void compose(RecordMessage record) {
        boolean own = hasOwnChanges(record);

        if (!own && entries.isEmpty()) {
            bytes = unchanged;
            length = unchanged.length;

            return;
        }

        scratch.clear();
        scratch.put(opening);

        if (own) {
            scratch.put(json.bytes(), json.start() + 1, json.end() - 1);
        }

        boolean first = !own;

        for (byte[] entry : entries) {
            if (!first) {
                scratch.put(',');
            }

            first = false;
            scratch.put(entry);
        }

        scratch.put(']');
        putRemainders();
        scratch.put('}');
        bytes = scratch.bytes();
        length = scratch.length();
    }

    private void putRemainders() {
        String separator = ",\"" + MergePlan.REMAINDERS + "\":{";

        for (Map.Entry<String, BigDecimal> kept : remainders.entrySet()) {
            String member = separator
                    + ChangeEntry.name(kept.getKey())
                    + ':'
                    + kept.getValue().toPlainString();
            scratch.put(member.getBytes(UTF_8));
            separator = ",";
        }

        if (!remainders.isEmpty()) {
            scratch.put('}');
        }
    }

    /** The meta put together last. */
    byte[] bytes() {
        return bytes;
    }

    /** The bytes of the meta put together last. */
    int length() {
        return length;
    }

    /** Changes that no JSON column can hold are left out: there is no field that they could be told of. */
    private boolean hasOwnChanges(RecordMessage record) {
        int start = record.changesStart();
        int end = record.changesEnd();

        return end - start > 2
                && record.bytes()[start] == '['
                && !isBlank(record.bytes(), start + 1, end - 1)
                && !json.clean(record.bytes(), start, end).nulls();
    }

    private static boolean isBlank(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] > ' ' || in[i] < 0) {
                return false;
            }
        }

        return true;
    }
}
