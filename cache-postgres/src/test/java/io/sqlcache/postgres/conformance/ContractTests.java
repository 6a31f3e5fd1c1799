package io.sqlcache.postgres.conformance;

import io.sqlcache.testkit.CacheConformanceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tests there are: those of the contract by their classes, all others by their sources. */
final class ContractTests {

    private static final Path TESTKIT = Path.of("cache-testkit/src/main/java/io/sqlcache/testkit");
    private static final Pattern CLASS_COMMENT =
            Pattern.compile("/\\*\\*(?<text>(?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*abstract class", Pattern.DOTALL);
    private static final Pattern TEST_METHOD = Pattern.compile(
            "@(?:Test|ParameterizedTest|RepeatedTest)\\b(?:(?!\\bvoid ).)*\\bvoid (?<name>\\w+)\\(", Pattern.DOTALL);

    private final Path root;

    ContractTests() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(TESTKIT))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException(
                            "Not inside the project: " + Path.of("").toAbsolutePath()));
        }
        this.root = folder;
    }

    /**
     * One concern of the contract.
     *
     * @param title the names of its class and of the groups around it
     * @param name the name of its class, by which its tests are known
     * @param tests their names, in the order of the source
     */
    record Contract(String title, String name, String about, List<String> tests) {}

    /** The folder of the whole project. */
    Path root() {
        return root;
    }

    List<Contract> contracts() throws IOException {
        List<Contract> contracts = new ArrayList<>();
        for (Class<?> group : CacheConformanceTest.groups()) {
            for (Class<?> nested : nested(group)) {
                add(nested, "", contracts);
            }
        }
        return contracts;
    }

    private void add(Class<?> nested, String group, List<Contract> contracts) throws IOException {
        String source = source(nested);
        List<String> tests = ReflectionSupport.streamMethods(
                        nested,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                .map(method -> method.getName())
                .distinct()
                .sorted(Comparator.comparing(name -> source.indexOf(" " + name + "(")))
                .toList();
        String title = group + nested.getSimpleName();
        if (!tests.isEmpty()) {
            contracts.add(new Contract(title, nested.getSimpleName(), about(source), tests));
        }
        for (Class<?> inner : nested(nested)) {
            add(inner, title + ": ", contracts);
        }
    }

    /** In the order of the source. */
    private List<Class<?>> nested(Class<?> group) throws IOException {
        String source = source(group);
        return ReflectionSupport.streamNestedClasses(
                        group, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                .sorted(Comparator.comparing(nested -> source.indexOf(" class " + nested.getSimpleName() + " ")))
                .toList();
    }

    private String source(Class<?> contract) throws IOException {
        Class<?> written = contract.isMemberClass() ? contract.getSuperclass() : contract;
        return Files.readString(root.resolve(TESTKIT).resolve(written.getSimpleName() + ".java"));
    }

    /** The first paragraph of what the source says of the class. */
    private static String about(String source) {
        Matcher comment = CLASS_COMMENT.matcher(source);
        if (!comment.find()) {
            throw new IllegalStateException("A contract says nothing of itself: "
                    + source.lines().skip(2).findFirst());
        }
        String text = comment.group("text").replaceAll("(?m)^\\s*\\*? ?", "").strip();
        return text.split("<p>")[0]
                .strip()
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ");
    }

    /** The names of the tests of a class that is no contract, as its source has them. */
    List<String> testsOf(String testClass) throws IOException {
        try (Stream<Path> files = Files.find(
                root,
                12,
                (path, attributes) ->
                        path.endsWith(testClass + ".java") && path.toString().contains("/src/"))) {
            List<Path> sources = files.toList();
            if (sources.size() != 1) {
                throw new IllegalArgumentException("There are %d test classes %s".formatted(sources.size(), testClass));
            }
            List<String> names = new ArrayList<>();
            Matcher method = TEST_METHOD.matcher(Files.readString(sources.get(0)));
            while (method.find()) {
                names.add(method.group("name"));
            }
            return names;
        }
    }
}
