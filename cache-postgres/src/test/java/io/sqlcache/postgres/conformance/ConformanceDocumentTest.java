package io.sqlcache.postgres.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.postgres.conformance.ConformanceRules.Kind;
import io.sqlcache.postgres.conformance.ConformanceRules.Rule;
import io.sqlcache.postgres.conformance.ContractTests.Contract;
import io.sqlcache.testkit.KnownGap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every promise is shown by a test that exists and passes, and {@code docs/conformance.md} says which. */
class ConformanceDocumentTest {

    /** Whether promises may still be without a test. */
    private static final boolean PENDING_IS_ALLOWED = true;

    private final ContractTests tests = new ContractTests();

    @Test
    void everyPromiseIsShownByATestThatExists() throws IOException {
        Map<String, List<String>> known = new HashMap<>();
        for (Contract contract : tests.contracts()) {
            assertThat(known.put(contract.name(), contract.tests()))
                    .as("another contract \"%s\"", contract.name())
                    .isNull();
        }
        List<String> missing = new ArrayList<>();
        for (Rule rule : ConformanceRules.read().of(Kind.SHOWN)) {
            String[] parts = rule.shown().split("\\.");
            if (parts[0].endsWith("Test") && !known.containsKey(parts[0])) {
                known.put(parts[0], tests.testsOf(parts[0]));
            }
            if (parts.length != 2 || !known.getOrDefault(parts[0], List.of()).contains(parts[1])) {
                missing.add(rule.shown());
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyKindOfFaultIsShownByClassesThatHaveTests() throws IOException {
        for (List<String> classes : FaultKinds.read().classes().values()) {
            for (String name : classes) {
                assertThat(tests.testsOf(name)).as(name).isNotEmpty();
            }
        }
    }

    @Test
    void noPromiseIsShownByAKnownGap() throws IOException {
        Set<String> gaps =
                new OnPostgres() {}.knownGaps().stream().map(KnownGap::toString).collect(Collectors.toSet());

        assertThat(ConformanceRules.read().of(Kind.SHOWN))
                .extracting(Rule::shown)
                .noneMatch(gaps::contains);
    }

    @Test
    void noPromiseIsWithoutATest() throws IOException {
        assertThat(ConformanceRules.read().all()).hasSizeGreaterThan(100);
        if (!PENDING_IS_ALLOWED) {
            assertThat(ConformanceRules.read().of(Kind.PENDING)).isEmpty();
        }
    }

    @Test
    void documentSaysWhatTheRulesAndTheContractSay() throws IOException {
        Path document = tests.root().resolve("docs/conformance.md");
        String text = new ConformanceDocument(ConformanceRules.read(), FaultKinds.read(), tests.contracts()).text();
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(document, text);
        }

        assertThat(document).as("the first lines say how to make it anew").hasContent(text);
    }

    @Test
    void namesOfTestsReadAsSentences() {
        assertThat(ConformanceDocument.sentence("lastOfDuplicateKeysWins")).isEqualTo("Last of duplicate keys wins");
        assertThat(ConformanceDocument.sentence("nullIsNoJsonNull")).isEqualTo("Null is no JSON null");
        assertThat(ConformanceDocument.sentence("charactersBeyondTheFirst65536RankAboveThem"))
                .isEqualTo("Characters beyond the first 65536 rank above them");
    }
}
