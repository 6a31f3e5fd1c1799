package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.StreamId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a {@code stream_descriptor}. */
final class Descriptor {

    private @Nullable String name;
    private @Nullable String namespace;

    private Descriptor() {}

    /** The stream that the value that has just begun names; null if it names none. */
    static @Nullable StreamId read(SlicingParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return null;
        }
        Descriptor descriptor = new Descriptor();
        parser.fields((field, value) -> {
            if (field.equals("name")) {
                descriptor.name = parser.text();
            } else if (field.equals("namespace")) {
                descriptor.namespace = parser.text();
            }
        });
        return descriptor.name == null ? null : new StreamId(descriptor.namespace, descriptor.name);
    }

    /** The stream that the object that has just begun is about: its {@code stream_descriptor}. */
    static @Nullable StreamId within(SlicingParser parser) throws IOException {
        StreamId[] found = new StreamId[1];
        parser.fields((field, token) -> {
            if (field.equals("stream_descriptor")) {
                found[0] = read(parser, token);
            }
        });
        return found[0];
    }
}
