package io.sqlcache.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** JSON values of any kind, nested, with keys twice, and spaces where JSON allows them. */
final class RandomJson {

    private static final int DEEPEST = 4;

    private static final List<String> NO_NUMBERS = List.of("NaN", "Infinity", "-Infinity");

    private final Dice dice;
    private final RandomText text;
    private final RandomNumbers numbers;

    RandomJson(Dice dice) {
        this.dice = dice;
        this.text = new RandomText(dice);
        this.numbers = new RandomNumbers(dice);
    }

    /** A value that JSON columns can hold but for what is in its texts. */
    String any() {
        return value(DEEPEST);
    }

    String object() {
        return object(DEEPEST);
    }

    String array() {
        return array(DEEPEST);
    }

    /** An object somewhere in which is a number, or what some take for one, that no JSON column can hold. */
    String impossibleObject() {
        String inside = dice.chance(50) ? numbers.beyond() : dice.oneOf(NO_NUMBERS);
        for (int i = dice.between(0, 2); i > 0; i--) {
            inside = dice.chance(50) ? "[0," + inside + "]" : "{\"k\":" + inside + ",\"l\":1.5}";
        }
        return "{\"before\":\"1e999999999999\",\"k\":" + inside + "}";
    }

    /** What some programs write where a number is missing. */
    String notANumber() {
        return dice.oneOf(NO_NUMBERS);
    }

    private String value(int depth) {
        return switch (dice.between(0, depth > 0 ? 6 : 4)) {
            case 0 -> "null";
            case 1 -> dice.oneOf("true", "false");
            case 2, 3 -> text.json(text.any());
            case 4 -> numbers.any();
            case 5 -> object(depth);
            default -> array(depth);
        };
    }

    private String object(int depth) {
        List<String> keys = new ArrayList<>();
        return list("{", "}", () -> {
            String key = !keys.isEmpty() && dice.chance(15) ? dice.oneOf(keys) : text.any();
            keys.add(key);
            return text.json(key) + space() + ":" + space() + value(depth - 1);
        });
    }

    private String array(int depth) {
        return list("[", "]", () -> value(depth - 1));
    }

    private String list(String opening, String closing, Supplier<String> entry) {
        StringBuilder list = new StringBuilder(opening).append(space());
        for (int i = dice.between(0, 3); i > 0; i--) {
            list.append(entry.get()).append(space()).append(i > 1 ? "," + space() : "");
        }
        return list.append(closing).toString();
    }

    private String space() {
        return dice.chance(5) ? dice.oneOf(" ", "  ", "\t") : "";
    }
}
