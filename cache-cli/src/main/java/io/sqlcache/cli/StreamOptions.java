package io.sqlcache.cli;

import io.sqlcache.api.StreamId;
import io.sqlcache.cli.source.StreamSettings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be done with single streams otherwise than their source says. */
final class StreamOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cursor",
            paramLabel = "STREAM=FIELD",
            description =
                    "Read a stream incrementally, by this field; for a field inside of others a.b. Once a stream.")
    private List<String> cursors = List.of();

    @Option(
            names = "--primary-key",
            paramLabel = "STREAM=FIELD[,FIELD...]",
            description = "Merge a stream by these fields. Once a stream.")
    private List<String> keys = List.of();

    @Option(
            names = "--full-refresh",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "STREAM[,STREAM...]",
            description =
                    "Read these streams, or all, from their beginning, and let that take the place of all of their rows"
                            + " once it is complete. If it is not, the next sync goes on with it.")
    private @Nullable String refreshed;

    StreamOptions() {}

    /** Refuses to say of a configured catalog what that says itself. */
    void requireNoFields() {
        if (!cursors.isEmpty() || !keys.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--cursor and --primary-key do not go with --catalog: say it in the catalog.");
        }
    }

    /** What is said of fields of these streams. */
    StreamSettings of(Set<StreamId> streams) {
        Map<StreamId, List<String>> lists = new HashMap<>();
        byStream("--primary-key", keys, streams).forEach((id, fields) -> lists.put(id, List.of(fields.split(",", -1))));
        return new StreamSettings(byStream("--cursor", cursors, streams), lists);
    }

    /** Those of these streams that are to be read from their beginning. */
    Set<StreamId> refreshed(Set<StreamId> streams) {
        if (refreshed == null) {
            return Set.of();
        }
        if (refreshed.isEmpty()) {
            return streams;
        }
        Set<StreamId> found = new LinkedHashSet<>();
        for (String name : refreshed.split(",", -1)) {
            found.add(StreamLookup.find(streams, name, null));
        }
        return found;
    }

    private Map<StreamId, String> byStream(String option, List<String> given, Set<StreamId> streams) {
        Map<StreamId, String> values = new HashMap<>();
        for (String each : given) {
            int sign = each.indexOf('=');
            if (sign < 1 || sign == each.length() - 1) {
                throw new ParameterException(
                        spec.commandLine(), "\"%s\" of %s is not STREAM=FIELD.".formatted(each, option));
            }
            StreamId stream = StreamLookup.find(streams, each.substring(0, sign), null);
            if (values.put(stream, each.substring(sign + 1)) != null) {
                throw new ParameterException(
                        spec.commandLine(), "%s is given twice for stream \"%s\".".formatted(option, stream));
            }
        }
        return values;
    }
}
