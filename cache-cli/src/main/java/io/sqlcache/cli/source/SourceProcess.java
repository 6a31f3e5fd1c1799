package io.sqlcache.cli.source;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running source. Its output is for one thread; it may be ended by another. */
final class SourceProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceProcess.class);

    private final Process process;
    private final Patience patience;
    private final ProcessOutput output;
    private final ErrorLines errors;

    private SourceProcess(Process process, Patience patience, Consumer<String> errorLines) {
        this.process = process;
        this.patience = patience;
        this.output = ProcessOutput.start(process, patience.outputLeftOpen());
        this.errors = ErrorLines.start(process.getErrorStream(), errorLines);
    }

    /**
     * Starts one.
     *
     * @param errorLines takes the lines of its standard error, on another thread
     * @throws io.sqlcache.api.CacheException of kind {@code CONFIG} if there is no such program
     */
    static SourceProcess start(
            SourceCommand command, List<String> arguments, Patience patience, Consumer<String> errorLines) {
        Process process = command.start(arguments);
        LOG.debug("Started the source {} {} as process {}", command, arguments.get(0), process.pid());
        return new SourceProcess(process, patience, errorLines);
    }

    /** Its standard output. */
    InputStream output() {
        return output;
    }

    /** Waits for its end, after its output has ended; why it failed, if it did. Ends it if it stays. */
    Optional<String> failure() throws InterruptedException {
        if (!process.waitFor(patience.outputClosed(), TimeUnit.MILLISECONDS)) {
            end();
            return Optional.of("it closed its output, but was still there %d s later, and was ended"
                    .formatted(TimeUnit.MILLISECONDS.toSeconds(patience.outputClosed())));
        }
        errors.await(patience.outputLeftOpen());
        int exitCode = process.exitValue();
        LOG.debug("The source has ended with exit code {}", exitCode);
        return exitCode == 0 ? Optional.empty() : Optional.of("it ended with exit code " + described(exitCode));
    }

    /** Ends it, and what it has started, if it still runs. */
    @Override
    public void close() {
        output.close();
        if (process.isAlive()) {
            end();
        }
    }

    /** Asks for the end first, and does not ask for long. */
    private void end() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroy);
        if (!haveEnded(family)) {
            LOG.warn("The source does not end when asked to: it is killed");
            family.forEach(ProcessHandle::destroyForcibly);
            haveEnded(family);
        }
    }

    private boolean haveEnded(List<ProcessHandle> family) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience.askedToEnd());
        try {
            while (family.stream().anyMatch(SourceProcess::runs)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            return true;
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A process that has ended, but that nobody has asked how, counts as alive; it has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static String described(int exitCode) {
        return exitCode > 128 && exitCode < 160
                ? "%d, that is signal %d".formatted(exitCode, exitCode - 128)
                : String.valueOf(exitCode);
    }
}
