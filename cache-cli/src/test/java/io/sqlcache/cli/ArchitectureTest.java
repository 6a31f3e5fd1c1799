package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house, held against the classes of every module but the testkit. */
class ArchitectureTest {

    private static final String ROOT = "io.sqlcache.";
    private static final Path MODULES = Path.of("..");

    /** By their folders: a backend that is no part of the command is not on its class path. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPaths(compiled());

    private static List<Path> compiled() {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.filter(module -> !module.endsWith("cache-testkit"))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What {@code docs/architecture.md} says: each package with those that it may know, in order. */
    private static Map<String, Set<String>> allowed() throws IOException {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(MODULES.resolve("docs/architecture.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```arrows");
            } else if (inside) {
                String[] sides = line.split("<-", -1);
                allowed.put(sides[0].strip(), names(sides[1]));
            }
        }
        return allowed;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> found() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass each : CLASSES) {
            Set<String> known = found.computeIfAbsent(name(each), name -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(ArchitectureTest::name)
                    .filter(name -> !name.equals(name(each)))
                    .forEach(known::add);
        }
        return found;
    }

    private static String name(JavaClass of) {
        return of.getPackageName().substring(ROOT.length());
    }

    @Test
    void packagesKnowThoseThatTheListNamesAndNoOthers() throws IOException {
        assertThat(found()).containsExactlyInAnyOrderEntriesOf(allowed());
    }

    @Test
    void noArrowOfTheListTurnsUpward() throws IOException {
        List<String> above = new ArrayList<>();
        allowed().forEach((name, known) -> {
            assertThat(above).as("what package %s knows is above it", name).containsAll(known);
            above.add(name);
        });
    }

    @Test
    void onlyWhatIsForApplicationsOfGuiceKnowsGuice() {
        assertThat(CLASSES.stream()
                        .filter(each -> each.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("com.google.inject")))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet()))
                .containsExactly("io.sqlcache.guice");
    }

    @Test
    void whatIsExportedShowsNothingThatIsNot() {
        Set<String> exported = exported();
        List<String> shown = CLASSES.stream()
                .filter(each -> exported.contains(each.getPackageName()))
                .filter(ArchitectureTest::isPublic)
                .flatMap(each -> signatureTypes(each)
                        .filter(type -> type.getPackageName().startsWith(ROOT))
                        .filter(type -> !exported.contains(type.getPackageName()))
                        .map(type -> each.getName() + " shows " + type.getName()))
                .toList();
        assertThat(exported).contains("io.sqlcache.api", "io.sqlcache.core", "io.sqlcache.core.backend");
        assertThat(shown).isEmpty();
    }

    private static boolean isPublic(JavaClass each) {
        return each.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Stream<JavaClass> signatureTypes(JavaClass each) {
        return each.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(
                        unit -> Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()))
                .map(JavaClass::getBaseComponentType);
    }

    /** The packages that the modules export to everybody. */
    private static Set<String> exported() {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.map(module -> module.resolve("target/classes/module-info.class"))
                    .filter(Files::exists)
                    .map(ArchitectureTest::descriptor)
                    .flatMap(module -> module.exports().stream())
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ModuleDescriptor descriptor(Path compiled) {
        try (var in = Files.newInputStream(compiled)) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void coreNamesNoDatabase() throws IOException {
        try (Stream<Path> sources = Files.walk(MODULES.resolve("cache-core/src/main"))) {
            List<String> naming = sources.filter(path -> path.toString().endsWith(".java"))
                    .flatMap(ArchitectureTest::linesThatNameADatabase)
                    .toList();
            assertThat(naming).isEmpty();
        }
    }

    private static Stream<String> linesThatNameADatabase(Path source) {
        try {
            return Files.readAllLines(source).stream()
                    .filter(line -> line.matches("(?i).*(postgres|pgjdbc|duckdb|sqlite|yugabyte|\\bH2\\b).*"))
                    .map(line -> source.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
