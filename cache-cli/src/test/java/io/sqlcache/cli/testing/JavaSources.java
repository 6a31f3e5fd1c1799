package io.sqlcache.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java files of all modules as text, for documents that quote them. */
public final class JavaSources {

    private static final Path MODULES = Path.of("..");
    private static final Path TESTKIT = MODULES.resolve("cache-testkit");
    private static final Path PRODUCT = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");

    private static final Pattern NO_TEXT = Pattern.compile("/\\*.*?\\*/|\"\"\".*?\"\"\"|'\\\\?\"'", Pattern.DOTALL);
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    private JavaSources() {}

    /** Of each class of the product what it may say: its texts, one a line; those that {@code +} puts together are one. */
    public static List<String> messages() throws IOException {
        return files(PRODUCT, module -> !module.equals(TESTKIT)).values().stream()
                .map(code -> NO_TEXT.matcher(code).replaceAll(""))
                .map(code -> CONCATENATION.matcher(code).replaceAll(""))
                .map(code -> TEXT.matcher(code)
                        .results()
                        .map(text -> text.group(1).replace("\\\"", "\""))
                        .collect(Collectors.joining("\n")))
                .toList();
    }

    /** The code of each class that has tests, those of the testkit too, by the name of the class. */
    public static Map<String, String> tests() throws IOException {
        Map<String, String> tests = files(TESTS, module -> true);
        tests.putAll(files(PRODUCT, TESTKIT::equals));
        return tests;
    }

    private static Map<String, String> files(Path folder, Predicate<Path> which) throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.filter(which)
                    .map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(JavaSources::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            JavaSources::code,
                            (one, another) -> one + "\n" + another));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
