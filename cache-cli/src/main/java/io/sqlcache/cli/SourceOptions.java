package io.sqlcache.cli;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import io.sqlcache.cli.source.DiscoveredCatalog;
import io.sqlcache.cli.source.SourceCatalog;
import io.sqlcache.cli.source.SourceCommand;
import io.sqlcache.cli.source.SourceConfig;
import io.sqlcache.cli.source.SourceConfig.WriteBack;
import io.sqlcache.cli.source.SourceFiles;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which source to run, and which of its streams. */
final class SourceOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--source-command",
            paramLabel = "CMD",
            description = "The source: a program and its arguments in one text, split at blanks, with quotes as in a"
                    + " shell. No shell runs it.")
    private @Nullable String line;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "The source as the last words of the command, behind --, taken as they are.")
    private List<String> words = List.of();

    @Option(
            names = "--source-config",
            required = true,
            paramLabel = "FILE",
            description = "The source's config.json, handed to it as it is.")
    private Path config;

    @Option(
            names = "--keep-source-config",
            description =
                    "Leave that file as it is also if the source changes its configuration, as one does whose tokens"
                            + " serve once. Default: what the source says is written back.")
    private boolean keepConfig;

    @ArgGroup
    private @Nullable Choice choice;

    SourceOptions() {}

    /** The command; checked before anything is connected. */
    SourceCommand command() {
        if (line != null && words.isEmpty()) {
            return SourceCommand.parse(line);
        }
        if (line == null && !words.isEmpty()) {
            return new SourceCommand(words);
        }
        // Without the words, which may be secret.
        throw new ParameterException(
                spec.commandLine(),
                "The source is %s: give --source-command=CMD, or its words behind --."
                        .formatted(line == null ? "missing" : "given twice"));
    }

    /** Its configuration, kept for one sync where it is not written back. */
    SourceConfig config(SourceFiles temporary) {
        return new SourceConfig(config, keepConfig ? WriteBack.NEVER : WriteBack.ALWAYS, temporary);
    }

    /** The text of the source's configuration. */
    String configText() {
        return JsonFile.readObject("source config", config);
    }

    /** The catalog that was given; empty if the source is to be asked. */
    Optional<SourceCatalog> catalog() {
        return Optional.ofNullable(choice)
                .map(given -> given.catalog)
                .map(file -> SourceCatalog.of(JsonFile.readObject("catalog", file)));
    }

    /** Takes the streams that were chosen, or all. */
    SourceCatalog choose(DiscoveredCatalog discovered, StreamOptions single) {
        Set<StreamId> chosen = chosen(discovered.streams());
        return discovered.configured(chosen, single.of(chosen));
    }

    private Set<StreamId> chosen(Set<StreamId> streams) {
        if (choice == null) {
            return streams;
        }
        Set<StreamId> chosen = new LinkedHashSet<>();
        choice.streams.forEach(name -> chosen.add(StreamLookup.find(streams, name, null)));
        if (chosen.isEmpty()) {
            chosen.addAll(streams);
            choice.excluded.forEach(name -> chosen.remove(StreamLookup.find(streams, name, null)));
        }
        if (chosen.isEmpty()) {
            throw new CacheException(
                    CacheException.Kind.CONFIG, "No stream is left to read: --exclude names all that the source has.");
        }
        return chosen;
    }

    /** One way to say which streams. */
    static final class Choice {

        @Option(
                names = "--streams",
                split = ",",
                paramLabel = "NAME",
                description = "Read these streams only: NAME, or NAMESPACE.NAME where a name is not unique.")
        private List<String> streams = List.of();

        @Option(names = "--exclude", split = ",", paramLabel = "NAME", description = "Read all streams but these.")
        private List<String> excluded = List.of();

        @Option(
                names = "--catalog",
                paramLabel = "FILE",
                description = "Read what this configured catalog says; the source is not asked for its streams.")
        private @Nullable Path catalog;

        Choice() {}
    }
}
