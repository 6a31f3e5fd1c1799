package io.sqlcache.benchmarks.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Words as they come in real data: accents, other scripts, emoji, quotes, backslashes, tabs and line breaks among them. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = List.of(
            "Ana", "José", "Liam", "Olivia", "Søren", "Yuki", "Chloé", "Mateo", "Noah", "Emma", "Łukasz", "Zoë", "Ivan",
            "Fatima", "Chen", "Priya");

    static final List<String> LAST_NAMES = List.of(
            "García",
            "Smith",
            "Müller",
            "O'Neil",
            "Tanaka",
            "Novák",
            "Kowalski",
            "Johnson",
            "Ivanov",
            "Li",
            "Patel",
            "Nguyen",
            "Brown",
            "Dubois");

    static final List<String> CITIES =
            List.of("Paris", "São Paulo", "München", "New York", "東京", "Kraków", "Austin", "Lagos", "Delhi", "Zürich");

    static final List<String> STREETS =
            List.of("Main St", "Rue de l'Église", "Hauptstraße", "Broadway", "\"Old\" Mill Rd", "Avenida Paulista");

    static final List<String> TAGS = List.of(
            "vip", "beta", "trial", "eu", "us-west", "churned", "newsletter", "b2b", "early-adopter", "fraud-check");

    private static final List<String> WORDS = List.of(("alpha river customer order invoice pending überprüft naïve café"
                    + " résumé 東京 お客様 данные проверка shipment returned blue green quick-brown fox lazy dog account"
                    + " escalated 😀 👍 path C:\\temp\\logs said \"hello\" tab\there line\nbreak O'Brien & sons 100% done;"
                    + " ok, great service premium plan renewal upgrade downgrade churn risk follow-up call email meeting"
                    + " scheduled next quarter budget approved")
            .split(" "));

    private static final int DISTINCT_NOTES = 20_000;
    private static final int FEWEST_WORDS = 6;
    private static final int MOST_WORDS = 28;

    private static final List<Cell> NOTES = notes(new SplittableRandom(7));

    private Vocabulary() {}

    private static List<Cell> notes(SplittableRandom random) {
        return IntStream.range(0, DISTINCT_NOTES)
                .mapToObj(note -> Cell.text(words(random)))
                .toList();
    }

    private static String words(SplittableRandom random) {
        int count = random.nextInt(FEWEST_WORDS, MOST_WORDS + 1);

        return String.join(
                " ",
                IntStream.range(0, count).mapToObj(word -> pick(WORDS, random)).toList());
    }

    /** A sentence or two, which many rows share. */
    static Cell note(SplittableRandom random) {
        return pick(NOTES, random);
    }

    static <T> T pick(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
