package io.sqlcache.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class with a main method, run by a Java of its own from an archive of its classes: as {@code bin/sqlcache} is, so that no start is slower
 * than another for want of one.
 *
 * @param main the class
 * @param archive where the archive of its classes is; made by {@link #prepare}
 */
public record JavaProgram(Class<?> main, Path archive) {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** A program whose archive is to be in this folder. */
    public static JavaProgram of(Class<?> main, Path folder) {
        return new JavaProgram(main, folder.resolve(main.getSimpleName() + ".jsa"));
    }

    /** Makes the archive by a run on something small, unless it is there. */
    public void prepare(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        if (!Files.exists(archive)) {
            new TimedProcess(
                            command("-XX:ArchiveClassesAtExit=" + archive, arguments),
                            withClassPath(environment),
                            List.of())
                    .run();
        }
    }

    /** Runs it. */
    public TimedProcess process(Map<String, String> environment, String... arguments) {
        return new TimedProcess(
                command("-XX:SharedArchiveFile=" + archive, arguments), withClassPath(environment), List.of());
    }

    /** Ours, which is too long for a command that may have to be shown. */
    private static Map<String, String> withClassPath(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("CLASSPATH", System.getProperty("java.class.path"));

        return all;
    }

    private List<String> command(String option, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-Xlog:disable", option));
        command.add(main.getName());
        command.addAll(List.of(arguments));

        return command;
    }
}
