package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An Airbyte source: a command and the configuration for it. Each call starts a process. */
public final class SourceConnector {

    private final SourceCommand command;
    private final Supplier<Path> config;
    private final SourceListener listener;
    private final Patience patience;

    /**
     * Starts nothing yet.
     *
     * @param config gives the source's configuration, a file that the source can read; asked whenever a process is started
     * @param listener hears what the source logs while it discovers, and what it prints on its standard error
     */
    public SourceConnector(SourceCommand command, Supplier<Path> config, SourceListener listener) {
        this(command, config, listener, Patience.DEFAULT);
    }

    SourceConnector(SourceCommand command, Supplier<Path> config, SourceListener listener, Patience patience) {
        this.command = command;
        this.config = config;
        this.listener = listener;
        this.patience = patience;
    }

    /**
     * Asks for the streams that there are.
     *
     * @throws CacheException if the source cannot be started, fails, or has none
     * @throws InterruptedException if this thread is interrupted; the process is ended then
     */
    public DiscoveredCatalog discover() throws InterruptedException {
        List<String> arguments = List.of("discover", "--config", config.get().toString());
        try (SourceProcess process = SourceProcess.start(command, arguments, patience, listener::printed)) {
            return new Discovery(listener).run(process);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new CacheException(
                    CacheException.Kind.DATA, "Cannot read what the source says about its streams: " + e, e);
        }
    }

    /**
     * A reading, to be closed by the caller. The process is started when the first message is read: until then another sync of the
     * same source may run, and move its state.
     *
     * @param catalog a file with the configured catalog
     * @param state gives a file with the state to go on from; asked for when the process is started
     */
    public SourceRead read(Path catalog, Supplier<Optional<Path>> state) {
        return new SourceRead(new LateProcess(() -> startReading(catalog, state.get())));
    }

    private SourceProcess startReading(Path catalog, Optional<Path> state) {
        List<String> arguments =
                new ArrayList<>(List.of("read", "--config", config.get().toString(), "--catalog", catalog.toString()));
        state.ifPresent(file -> arguments.addAll(List.of("--state", file.toString())));
        return SourceProcess.start(command, arguments, patience, listener::printed);
    }
}
