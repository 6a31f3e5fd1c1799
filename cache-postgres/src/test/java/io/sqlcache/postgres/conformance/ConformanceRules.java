package io.sqlcache.postgres.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the cache promises, each with the test that shows it: {@code conformance-rules.txt}, one promise a line.
 *
 * <p>A line is {@code promise -> Contract.test} or {@code promise -> SomeTest.test}; {@code promise -> none: why} for what
 * does not apply; {@code promise -> pending: what} for what no test shows yet. Lines with {@code #} begin a group; what
 * follows a group up to its first promise introduces it.
 */
record ConformanceRules(List<Group> groups) {

    private static final String RESOURCE = "conformance-rules.txt";
    private static final Pattern RULE = Pattern.compile("(?<promise>.+?) -> (?:(?<kind>none|pending): )?(?<shown>.+)");

    /** Promises that belong together. */
    record Group(String title, List<String> introduction, List<Rule> rules) {}

    enum Kind {
        /** A test shows it. */
        SHOWN,
        /** It does not apply here, for a reason. */
        NONE,
        /** No test shows it yet. */
        PENDING
    }

    /**
     * A promise.
     *
     * @param shown the test's contract or class and its name; else the reason, or what is to come
     */
    record Rule(String promise, Kind kind, String shown) {}

    static ConformanceRules read() throws IOException {
        List<Group> groups = new ArrayList<>();
        try (InputStream resource = Objects.requireNonNull(ConformanceRules.class.getResourceAsStream(RESOURCE))) {
            for (String line : new String(resource.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("#")) {
                    groups.add(new Group(line.substring(1).strip(), new ArrayList<>(), new ArrayList<>()));
                } else if (!line.isBlank()) {
                    add(line.strip(), groups.get(groups.size() - 1));
                }
            }
        }
        return new ConformanceRules(groups);
    }

    private static void add(String line, Group group) {
        Matcher rule = RULE.matcher(line);
        if (rule.matches()) {
            group.rules().add(new Rule(rule.group("promise"), kind(rule.group("kind")), rule.group("shown")));
        } else if (group.rules().isEmpty() && !line.contains("->")) {
            group.introduction().add(line);
        } else {
            throw new IllegalArgumentException("Not \"promise -> test\": " + line);
        }
    }

    private static Kind kind(String word) {
        return word == null ? Kind.SHOWN : word.equals("none") ? Kind.NONE : Kind.PENDING;
    }

    List<Rule> all() {
        return groups.stream().flatMap(group -> group.rules().stream()).toList();
    }

    List<Rule> of(Kind kind) {
        return all().stream().filter(rule -> rule.kind() == kind).toList();
    }
}
