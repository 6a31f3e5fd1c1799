package io.sqlcache.core.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNamesTest {

    private final NameNormalizer names = new StandardNames(63);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users|users",
                "Hello, World!|hello__world_",
                "+1|_1",
                "1st|_1st",
                "_airbyte_raw_id|_airbyte_raw_id",
                "camelCase|camelcase",
                "École|_cole",
                "a.b|a_b",
                "İx|i_x",
                "K|k",
                "a😀b|a_b",
                "select|select",
            })
    void namesFollowPyAirbytesRuleWhereItWorks(String logical, String physical) {
        assertThat(names.normalize(logical)).isEqualTo(physical);
    }

    @Test
    void namesOfWhichNothingIsLeftAreToldApartByAHash() {
        List<String> physical = List.of("", "_", "東京", "大阪", "😀", "!?").stream()
                .map(names::normalize)
                .toList();
        assertThat(physical).doesNotHaveDuplicates().allMatch(name -> name.matches("_[0-9a-f]{8}"));
    }

    @Test
    void namesThatAreTooLongEndInAHashOfTheWhole() {
        String longest = "x".repeat(63);
        assertThat(names.normalize(longest)).isEqualTo(longest);
        assertThat(names.normalize(longest + "a"))
                .matches("x{54}_[0-9a-f]{8}")
                .isNotEqualTo(names.normalize(longest + "b"));
        assertThat(names.normalize("ä".repeat(64))).matches("_[0-9a-f]{8}");
        assertThat(names.normalize("1" + "x".repeat(62))).matches("_1x{52}_[0-9a-f]{8}");
    }

    @Test
    void aDistinctNameShowsWhatItComesFrom() {
        assertThat(names.distinct("A b", "A b")).matches("a_b_[0-9a-f]{8}");
        assertThat(names.distinct("a b", "1")).isNotEqualTo(names.distinct("a b", "2"));
        assertThat(names.distinct("a b", "1")).isEqualTo(new StandardNames(63).distinct("A_b", "1"));
    }

    @Test
    void everyNameFitsAndIsTheSameInEveryLanguage() {
        Random random = new Random(3);
        Locale before = Locale.getDefault();
        try {
            for (int i = 0; i < 5_000; i++) {
                String logical = random.ints(random.nextInt(100), 0, 0x250)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                Locale.setDefault(Locale.ROOT);
                String physical = names.normalize(logical);
                Locale.setDefault(new Locale("tr", "TR"));
                assertThat(names.normalize(logical)).isEqualTo(physical).matches("[a-z_][a-z0-9_]{0,62}");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNameThatTheDatabaseHasForItselfGetsAHash() {
        NameNormalizer reserving = new StandardNames(63, Set.of("ctid"));
        assertThat(reserving.normalize("ctid")).matches("ctid_[0-9a-f]{8}");
        assertThat(reserving.normalize("CtId")).matches("ctid_[0-9a-f]{8}");
        assertThat(reserving.normalize("ctid2")).isEqualTo("ctid2");
    }

    @Test
    void aLimitWithoutRoomForAHashIsRefused() {
        assertThatThrownBy(() -> new StandardNames(15)).hasMessage("No room for names and a hash in 15 bytes");
    }
}
