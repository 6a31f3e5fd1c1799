package io.sqlcache.postgres.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Kinds of faults, each with the classes of tests that show it mended: {@code fault-kinds.txt}, lines of {@code kind -> SomeTest, SomeContract}.
 *
 * @param classes their names by kind, in the order of the file
 */
record FaultKinds(Map<String, List<String>> classes) {

    private static final String RESOURCE = "fault-kinds.txt";

    static FaultKinds read() throws IOException {
        Map<String, List<String>> classes = new LinkedHashMap<>();
        try (InputStream resource = Objects.requireNonNull(FaultKinds.class.getResourceAsStream(RESOURCE))) {
            for (String line : new String(resource.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] parts = line.split(" -> ");
                classes.put(parts[0], List.of(parts[1].split(", ")));
            }
        }
        return new FaultKinds(classes);
    }
}
