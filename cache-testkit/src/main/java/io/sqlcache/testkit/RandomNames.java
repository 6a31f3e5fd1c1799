package io.sqlcache.testkit;

import java.util.List;
import java.util.Set;

/** Names of fields, streams and namespaces: few of them fit a database as they are, and many fall together. */
final class RandomNames {

    private static final List<String> HOSTILE = List.of(
            "id",
            "ID",
            "Id ",
            "a b",
            "a-b",
            "A B",
            "a_b",
            "a.b",
            "select",
            "user",
            "order",
            "",
            "_",
            "世界",
            "界世",
            "😀",
            "naïve",
            "1st",
            "+1",
            "a\"b'c;",
            "$1 ? {0} %s",
            "a\u0000b c",
            "tab\there",
            "back\\slash",
            "İstanbul",
            "\u212aelvin",
            "_airbyte_raw_id",
            "_Airbyte_Meta",
            "_sqlcache_sequence",
            "x".repeat(62) + "a",
            "x".repeat(63) + "a",
            "x".repeat(63) + "b",
            "é".repeat(40) + "1",
            "é".repeat(40) + "2");

    private final Dice dice;
    private final RandomText text;

    RandomNames(Dice dice) {
        this.dice = dice;
        this.text = new RandomText(dice);
    }

    /** A name that is not taken, and is from now on. */
    String fresh(Set<String> taken) {
        String name = dice.chance(70) ? dice.oneOf(HOSTILE) : text.storable();
        while (!taken.add(name)) {
            name += dice.oneOf(" ", "_", "1", "b");
        }
        return name;
    }
}
