package io.sqlcache.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random decisions that a seed repeats. Not thread-safe. */
final class Dice {

    private static final int PERCENT = 100;

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    /** Whether something of this probability happens. */
    boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }

    /** A number between the two, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** A number of any size. */
    long number() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Decimal digits. */
    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    void shuffle(List<?> list) {
        Collections.shuffle(list, random);
    }
}
