package io.sqlcache.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The envelopes of earlier records: mostly each stream has one, that of all its records. Not thread-safe. */
final class KnownEnvelopes {

    private static final int MOST = 64;

    /** So many may be learned in vain before no more are: a source may write each one otherwise. */
    private static final int MOST_IN_VAIN = 256;

    private final List<Envelope> known = new ArrayList<>();
    private int last;
    private long served;
    private long learned;

    /** The envelope whose bytes before the data stand here; null if none is known. */
    @Nullable
    Envelope find(byte[] line, int start, int end) {
        int size = known.size();
        int at = last;
        for (int i = 0; i < size; i++) {
            if (known.get(at).dataStart(line, start, end) != Envelope.OTHER) {
                last = at;
                return known.get(at);
            }
            at = at + 1 == size ? 0 : at + 1;
        }
        return null;
    }

    /** Notes that a record was read by the envelope that was found. */
    void served() {
        served++;
    }

    /**
     * Remembers the envelope of the record that was just read.
     *
     * @param inVain the one that was found for it but is another, whose place it takes; null if none was
     * @param made it, or null if it is of no use
     */
    void learn(@Nullable Envelope inVain, Supplier<@Nullable Envelope> made) {
        if (learned == MOST_IN_VAIN + served) {
            known.clear();
            return;
        }
        learned++;
        Envelope envelope = made.get();
        int place = inVain == null ? known.size() : known.indexOf(inVain);
        if (envelope == null || place == MOST) {
            return;
        }
        last = place;
        if (place < known.size()) {
            known.set(place, envelope);
        } else {
            known.add(envelope);
        }
    }
}
