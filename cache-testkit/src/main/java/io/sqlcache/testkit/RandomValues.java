package io.sqlcache.testkit;

import io.sqlcache.core.backend.LogicalType;

/** Values for a field, as JSON: most fit its type, some nearly do, some are of any other kind. */
final class RandomValues {

    private final Dice dice;
    private final RandomText text;
    private final RandomNumbers numbers;
    private final RandomTimes times;
    private final RandomJson json;

    RandomValues(Dice dice) {
        this.dice = dice;
        this.text = new RandomText(dice);
        this.numbers = new RandomNumbers(dice);
        this.times = new RandomTimes(dice);
        this.json = new RandomJson(dice);
    }

    /** A value for a field of the type. */
    String value(LogicalType type) {
        int kind = dice.between(0, 99);
        if (kind < 60) {
            return fitting(type);
        }
        if (kind < 75) {
            return odd(type);
        }
        if (kind < 85) {
            return json.any();
        }
        return kind < 88 ? json.notANumber() : kind < 95 ? "null" : fitting(dice.oneOf(LogicalType.values()));
    }

    /** A value for a field of the type that is neither an object nor an array. */
    String scalar(LogicalType type) {
        String value = dice.chance(80) ? fitting(type) : odd(type);
        return value.startsWith("{") || value.startsWith("[") ? "null" : value;
    }

    private String fitting(LogicalType type) {
        return switch (type) {
            case STRING -> text.json(text.any());
            case BOOLEAN -> dice.oneOf("true", "false");
            case INTEGER -> dice.chance(80) ? numbers.integer() : text.json(numbers.integer());
            case BIG_INTEGER -> dice.chance(50) ? numbers.integer() : text.json(numbers.text());
            case NUMBER -> dice.chance(70) ? numbers.any() : text.json(numbers.text());
            case DATE -> text.json(times.date());
            case TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE -> text.json(times.point());
            case TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE -> text.json(times.time());
            case OBJECT -> json.object();
            case ARRAY -> json.array();
            case ANY -> json.any();
        };
    }

    private String odd(LogicalType type) {
        return switch (type) {
            case STRING -> dice.chance(50) ? numbers.any() : json.object();
            case BOOLEAN -> dice.oneOf("\"true\"", "0", "1", "\"\"", "{}");
            case INTEGER, BIG_INTEGER, NUMBER ->
                switch (dice.between(0, 3)) {
                    case 0 -> numbers.beyond();
                    case 1 -> text.json(numbers.noNumber());
                    case 2 -> numbers.any();
                    default -> text.json(numbers.text());
                };
            case DATE, TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_WITHOUT_TIMEZONE -> text.json(times.noDate());
            case TIME_WITH_TIMEZONE, TIME_WITHOUT_TIMEZONE -> text.json(times.noTime());
            case OBJECT, ARRAY, ANY -> dice.chance(50) ? json.impossibleObject() : text.json(text.any());
        };
    }
}
