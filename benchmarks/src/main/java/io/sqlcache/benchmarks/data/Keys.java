package io.sqlcache.benchmarks.data;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/** The keys of an input's rows, by their rank. */
public interface Keys {

    /** Tells these from others, also in the name of a file. */
    String name();

    long count();

    /** The key of the row of this rank, from 0. */
    long at(long rank);

    /** 1, 2, 3, ... */
    static Keys ascending(long count) {
        return keys(Long.toString(count), count, rank -> rank + 1);
    }

    /** So many keys spread over all of 1 to that, in no order. */
    static Keys spread(int count, long most) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = 1 + i * most / count;
        }
        return shuffled(count + "-of-" + most, keys);
    }

    /** Half of the keys of an input of that many ascending ones, and as many new ones, in no order: each second row is an update. */
    static Keys halfNew(int count, long known) {
        int updates = count / 2;
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = i < updates ? 1 + i * known / updates : known + 1 + i - updates;
        }
        return shuffled(count + "-half-of-" + known, keys);
    }

    private static Keys shuffled(String name, long[] keys) {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = keys.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long key = keys[i];
            keys[i] = keys[other];
            keys[other] = key;
        }
        return keys(name, keys.length, rank -> keys[(int) rank]);
    }

    private static Keys keys(String name, long count, LongUnaryOperator at) {
        return new Keys() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long count() {
                return count;
            }

            @Override
            public long at(long rank) {
                return at.applyAsLong(rank);
            }
        };
    }
}
