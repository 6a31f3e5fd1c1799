package io.sqlcache.benchmarks.data;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes rows of the {@code users} stream: 15 properties of all usual types, about 690 bytes a line. Not thread-safe. */
final class UserRows {

    private static final double SHARE_OF_NULLS = 0.05;
    private static final double SHARE_OF_ACTIVE = 0.7;
    private static final int MOST_TAGS = 4;

    private final SplittableRandom random;
    private final Version version;

    /**
     * Rows that depend on nothing but this.
     *
     * @param seed of all that is random
     * @param version when they were updated
     */
    UserRows(long seed, Version version) {
        this.random = new SplittableRandom(seed);
        this.version = version;
    }

    /** The values of a row in the order of {@link UsersCatalog#PROPERTIES}. */
    List<Cell> next(long id) {
        String uuid = uuid();

        return List.of(
                Cell.literal(Long.toString(id)),
                Cell.plain(uuid),
                Cell.plain(pick(Vocabulary.FIRST_NAMES) + " " + pick(Vocabulary.LAST_NAMES)),
                Cell.plain("user" + id + "." + uuid.substring(0, 6) + "@example-" + id % 97 + ".com"),
                Cell.literal(address()),
                Cell.literal(tags()),
                orNone(Cell.literal(Integer.toString(random.nextInt(18, 96)))),
                Cell.literal(decimal(random.nextDouble(-1e5, 1e7), 2)),
                Cell.literal(Boolean.toString(random.nextDouble() < SHARE_OF_ACTIVE)),
                Cell.plain(moment(2015, 2022, id)),
                Cell.plain(updated(id + 3)),
                orNone(Cell.plain(day(1940, 2005))),
                Cell.plain(time()),
                Vocabulary.note(random),
                Cell.literal(decimal(random.nextDouble(100), 7)));
    }

    /** A UUID of version 7 as the write makes it, for COPY. */
    String rawId(long emittedAt) {
        String time = HexFormat.of().toHexDigits(emittedAt, 12);
        String rest = HexFormat.of().toHexDigits(random.nextLong()) + "000";

        return time.substring(0, 8) + "-" + time.substring(8) + "-7" + rest.substring(0, 3) + "-b"
                + rest.substring(3, 6) + "-" + rest.substring(6, 18);
    }

    private String uuid() {
        String hex =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());

        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20);
    }

    private String address() {
        Cell street = Cell.text(random.nextInt(1, 10_000) + " " + pick(Vocabulary.STREETS));

        return "{\"street\":" + street.json() + ",\"city\":\"" + pick(Vocabulary.CITIES) + "\",\"zip\":\""
                + random.nextInt(10_000, 100_000) + "\",\"geo\":{\"lat\":" + decimal(random.nextDouble(-90, 90), 6)
                + ",\"lon\":" + decimal(random.nextDouble(-180, 180), 6) + "}}";
    }

    private String tags() {
        TreeSet<String> tags = new TreeSet<>();
        for (int count = random.nextInt(MOST_TAGS + 1); tags.size() < count; ) {
            tags.add('"' + pick(Vocabulary.TAGS) + '"');
        }

        return "[" + String.join(",", tags) + "]";
    }

    /** Most in UTC by {@code Z}, some by an offset of zero, some elsewhere: by the last digit of this number. */
    private String moment(int firstYear, int lastYear, long kind) {
        long digit = kind % 10;
        String zone = digit < 7 ? "Z" : digit < 9 ? "+00:00" : "+02:00";

        return day(firstYear, lastYear) + "T" + time() + "." + digits(random.nextInt(1_000_000), 6) + zone;
    }

    private String updated(long kind) {
        return switch (version) {
            case FIRST -> moment(2023, 2024, kind);
            case LATER -> moment(2025, 2025, kind);
        };
    }

    private String day(int firstYear, int lastYear) {
        return random.nextInt(firstYear, lastYear + 1) + "-" + digits(random.nextInt(1, 13), 2) + "-"
                + digits(random.nextInt(1, 29), 2);
    }

    private String time() {
        return digits(random.nextInt(24), 2) + ":" + digits(random.nextInt(60), 2) + ":"
                + digits(random.nextInt(60), 2);
    }

    private Cell orNone(Cell cell) {
        return random.nextDouble() < SHARE_OF_NULLS ? Cell.none() : cell;
    }

    private <T> T pick(List<T> choices) {
        return Vocabulary.pick(choices, random);
    }

    private static String digits(int number, int count) {
        String digits = Integer.toString(number);
        return "0".repeat(count - digits.length()) + digits;
    }

    private static String decimal(double number, int fraction) {
        return String.format(Locale.ROOT, "%." + fraction + "f", number);
    }
}
