package io.sqlcache.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.StandardNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameAssignmentTest {

    private final NameAssignment names = new NameAssignment(new StandardNames(63));

    @Test
    void fieldInOtherLettersTakesTheColumnOver() {
        assertThat(names.columns(List.of("email"), Map.of("Email", "email", "ID", "id")))
                .containsOnly(Map.entry("email", "email"), Map.entry("ID", "id"));
    }

    @Test
    void columnOfAFieldThatIsStillThereIsNotTakenOver() {
        Map<String, String> columns = names.columns(List.of("email", "Email"), Map.of("Email", "email"));

        assertThat(columns).containsEntry("Email", "email").hasSize(2);
        assertThat(columns.get("email")).matches("email_[0-9a-f]{8}");
    }

    @Test
    void onlyOneFieldTakesAColumnOver() {
        Map<String, String> columns = names.columns(List.of("EMAIL", "email"), Map.of("Email", "email"));

        assertThat(columns).containsEntry("EMAIL", "email").hasSize(2);
        assertThat(columns.get("email")).matches("email_[0-9a-f]{8}");
    }

    @Test
    void ofSeveralFormerSpellingsTheOneWithThePlainNameIsTakenOver() {
        Map<String, String> given = Map.of("eMail", "email_0badc0de", "Email", "email", "EMail", "email_deadbeef");

        assertThat(names.columns(List.of("EMAIL"), given))
                .containsEntry("EMAIL", "email")
                .containsEntry("eMail", "email_0badc0de")
                .doesNotContainKey("Email");
    }

    @Test
    void otherNamesThatFallTogetherAreOtherFields() {
        assertThat(names.columns(List.of("a-b"), Map.of("a b", "a_b")).get("a-b"))
                .matches("a_b_[0-9a-f]{8}");
    }
}
