package io.sqlcache.duckdb.testing;

import io.sqlcache.api.ConfiguredCatalog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A stream of users: ids from a number on, a state after every fifty. What a read gives is made when it is asked for. */
public final class ShopSource extends InputStream {

    public static final ConfiguredCatalog APPEND = catalog("append", "");
    public static final ConfiguredCatalog MERGE = catalog("append_dedup", ",\"primary_key\":[[\"id\"]]");

    private static final int RECORDS_A_STATE = 50;

    private final long end;
    private long next;
    private boolean complete;
    private final Queue<InputStream> lines = new ArrayDeque<>();

    /** Users with ids from the first to the one before the end; complete then. */
    public ShopSource(long first, long end) {
        this.next = first;
        this.end = end;
    }

    private static ConfiguredCatalog catalog(String mode, String key) {
        return new ConfiguredCatalog(
                ("{\"streams\":[{\"stream\":{\"name\":\"users\",\"json_schema\":{\"properties\":{\"id\":{\"type\":\"integer\"},"
                                + "\"name\":{\"type\":\"string\"},\"more\":{\"type\":\"object\"},\"paid\":{\"type\":\"number\"}}}},\"sync_mode\":\"incremental\","
                                + "\"destination_sync_mode\":\"%s\"%s}]}")
                        .formatted(mode, key));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (lines.isEmpty() && !more()) {
            return -1;
        }
        try {
            int count = lines.element().read(into, offset, length);
            if (count < 0) {
                lines.remove();
                return read(into, offset, length);
            }
            return count;
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean more() {
        if (next >= end) {
            if (complete) {
                return false;
            }
            complete = true;
            add(
                    "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}");
            return true;
        }
        for (int i = 0; i < RECORDS_A_STATE && next < end; i++) {
            add(
                    "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":%d,\"name\":\"user %d\",\"more\":{\"n\":[%d]},\"paid\":%d.25}}}"
                            .formatted(next, next, next, next));
            next++;
        }
        add(
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"next\":%d}}}}"
                        .formatted(next));
        return true;
    }

    private void add(String line) {
        lines.add(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
