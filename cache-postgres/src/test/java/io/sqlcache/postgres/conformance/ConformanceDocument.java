package io.sqlcache.postgres.conformance;

import io.sqlcache.postgres.conformance.ConformanceRules.Group;
import io.sqlcache.postgres.conformance.ConformanceRules.Rule;
import io.sqlcache.postgres.conformance.ContractTests.Contract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of {@code docs/conformance.md}. */
final class ConformanceDocument {

    private static final String HEAD = """
            # Conformance

            <!-- Made by ConformanceDocumentTest from conformance-rules.txt and the contract. To make it anew:
                 mvn test -pl cache-postgres -am -Dtest=ConformanceDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.write=true -->

            What the cache promises, and the test that shows it. Tests are named `Contract.test`, a nested class of one of the groups
            of `CacheConformanceTest` in `cache-testkit` that every backend passes, or `SomeTest.test`, a test of one module.
            PostgreSQL passes the contract with rows by COPY, on the oldest server that is still maintained and, in the gate, on the
            newest; so does a small H2 backend among the testkit's own tests, and so does DuckDB: in every build a sample of it, in the gate
            all of it, without a known gap. In the gate, what can tell the generic sink from COPY passes with
            that sink too, and what can tell a PgBouncer from the server passes through one.

            """;

    /** Words that a camel-case name cannot spell. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("json", "JSON"),
            Map.entry("utc", "UTC"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("nul", "NUL"),
            Map.entry("sql", "SQL"),
            Map.entry("ddl", "DDL"),
            Map.entry("cdc", "CDC"),
            Map.entry("christ", "Christ"),
            Map.entry("unicode", "Unicode"),
            Map.entry("python", "Python"),
            Map.entry("airbyte", "Airbyte"),
            Map.entry("airbytes", "Airbyte's"));

    private final ConformanceRules rules;
    private final FaultKinds faults;
    private final List<Contract> contracts;
    private final StringBuilder text = new StringBuilder(HEAD);

    ConformanceDocument(ConformanceRules rules, FaultKinds faults, List<Contract> contracts) {
        this.rules = rules;
        this.faults = faults;
        this.contracts = contracts;
    }

    String text() {
        append(faults);
        rules.groups().forEach(this::append);
        text.append("## The contract, test by test\n");
        contracts.forEach(this::append);
        return text.toString();
    }

    private void append(FaultKinds kinds) {
        text.append(
                        "## Kinds of faults\n\nWhat public reports about loaders have in common, and the classes whose tests show it right.\n\n")
                .append("| kind | shown by |\n|---|---|\n");
        kinds.classes()
                .forEach((kind, classes) -> text.append("| %s | %s |\n"
                        .formatted(
                                cell(kind),
                                classes.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")))));
        text.append('\n');
    }

    private void append(Group group) {
        text.append("## ").append(group.title()).append("\n\n");
        group.introduction().forEach(line -> text.append(line).append('\n'));
        text.append(group.introduction().isEmpty() ? "" : "\n").append("| promise | shown by |\n|---|---|\n");
        for (Rule rule : group.rules()) {
            text.append("| %s | %s |\n".formatted(cell(rule.promise()), shown(rule)));
        }
        text.append('\n');
    }

    private static String shown(Rule rule) {
        return switch (rule.kind()) {
            case SHOWN -> "`" + rule.shown() + "`";
            case NONE -> "does not apply: " + cell(rule.shown());
            case PENDING -> "*nothing yet*";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private void append(Contract contract) {
        text.append("\n### %s\n\n%s\n\n".formatted(contract.title(), contract.about()));
        contract.tests()
                .forEach(test -> text.append("* ").append(sentence(test)).append('\n'));
    }

    /** A name of several words as a sentence. */
    static String sentence(String name) {
        StringBuilder sentence = new StringBuilder();
        for (String word : name.split("(?=[A-Z])|(?<=[a-z])(?=[0-9])")) {
            String lower = word.toLowerCase(Locale.ROOT);
            sentence.append(sentence.isEmpty() ? "" : " ").append(WORDS.getOrDefault(lower, lower));
        }
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
