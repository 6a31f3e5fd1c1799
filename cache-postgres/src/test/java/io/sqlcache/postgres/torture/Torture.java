package io.sqlcache.postgres.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.postgres.torture.TortureSource.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Rounds of writing, in processes that are killed, on a server that is killed. */
final class Torture {

    /** Where the next process finds the state to start from. */
    enum StateKept {
        IN_THE_CACHE,
        /** Only what has reached standard output counts, as for a platform. */
        OUTSIDE
    }

    /** When something is killed. */
    private enum Moment {
        AT_START,
        READING,
        COMMITTING,
        SWAPPING,
        /** A state is committed, and not told yet. */
        BEFORE_THE_OUTPUT
    }

    private static final long SEED = Long.getLong("torture.seed", System.nanoTime());
    private static final int HEAP = 96;
    private static final int MILLIS_OF_START = 1500;
    private static final int MILLIS_OF_READING = 1200;

    private final TortureServer server;
    private final States states;
    private final StateKept stateKept;
    private final Path folder;
    private final String schema;
    private final TortureTables tables;
    private final List<TortureStream> streams;
    private final Random random;
    private final List<String> given = new ArrayList<>();
    private final Map<Moment, Integer> killed = new EnumMap<>(Moment.class);
    private final Map<TortureStream, Integer> duplicates = new EnumMap<>(TortureStream.class);
    private int writers;
    private int servers;
    private int withoutServer;
    private int attempts;
    private int round = 1;

    Torture(TortureServer server, States states, StateKept stateKept, Path folder) {
        this.server = server;
        this.states = states;
        this.stateKept = stateKept;
        this.folder = folder;
        this.schema = (states + "_" + stateKept).toLowerCase(Locale.ROOT);
        this.random = new Random(SEED + schema.hashCode());
        this.tables = new TortureTables(server, schema);
        this.streams = TortureSource.streams(states);
    }

    TortureTables tables() {
        return tables;
    }

    /** Goes on until so many processes were killed, and looks after each. */
    void killUntil(int kills) throws Exception {
        while (writers + servers < kills) {
            attempts++;
            Moment moment = moment();
            WriterProcess writer = start(schema, moment == Moment.BEFORE_THE_OUTPUT ? 1 + random.nextInt(20) : 0);
            int serversBefore = servers;
            boolean isKilled = disturb(writer, moment);
            int exitCode = isKilled ? -1 : writer.awaitEnd();
            boolean isWithoutServer = servers > serversBefore && exitCode == TortureWriter.TRY_AGAIN;
            withoutServer += isWithoutServer ? 1 : 0;
            writer.lines().stream()
                    .filter(line -> line.startsWith(TortureWriter.STATE))
                    .forEach(given::add);
            assertThat(isKilled || isWithoutServer || exitCode == 0)
                    .as(() -> when() + ", exit code " + exitCode + ": " + writer.errors())
                    .isTrue();
            server.awaitQuiet();
            look(exitCode == 0);
        }
    }

    /** One more round, to its end. */
    void finish() throws Exception {
        attempts++;
        WriterProcess writer = start(schema, 0);
        assertThat(writer.awaitEnd()).as(() -> when() + writer.errors()).isZero();
        server.awaitQuiet();
        look(true);
    }

    private void look(boolean isRoundDone) {
        if (stateKept == StateKept.IN_THE_CACHE) {
            tables.assertAsTheStateSays(streams, round, when());
        }
        if (isRoundDone) {
            for (TortureStream stream : streams) {
                // Of streams whose rows go with their generation, each round has its own.
                duplicates.merge(
                        stream,
                        tables.duplicates(stream, round, when()),
                        stream.isCumulative() ? Integer::max : Integer::sum);
            }
            round++;
        }
    }

    private String when() {
        return "torture.seed=%d, attempt %d in round %d of %s".formatted(SEED, attempts, round, schema);
    }

    private WriterProcess start(String into, int lastState) throws IOException {
        String from = switch (stateKept) {
            case IN_THE_CACHE -> "stored";
            case OUTSIDE -> Files.write(folder.resolve("states.jsonl"), given).toString();
        };
        return WriterProcess.start(
                TortureWriter.class,
                HEAP,
                folder,
                String.valueOf(server.port()),
                into,
                states.name(),
                String.valueOf(round),
                String.valueOf(random.nextLong()),
                from,
                String.valueOf(lastState));
    }

    /** Where the state is in the cache, nothing depends on whether a state was told: one that was not is like one that was. */
    private Moment moment() {
        List<Moment> moments = List.of(Moment.values());
        return moments.get(random.nextInt(stateKept == StateKept.OUTSIDE ? moments.size() : moments.size() - 1));
    }

    /** Kills the writer, or the server, or first the one and then the other, or nobody; whether the writer was killed. */
    private boolean disturb(WriterProcess writer, Moment moment) throws InterruptedException {
        if (moment == Moment.BEFORE_THE_OUTPUT) {
            boolean died = writer.awaitEnd() == TortureWriter.DIED;
            if (died) {
                writers++;
                killed.merge(moment, 1, Integer::sum);
            }
            return died;
        }
        if (random.nextInt(6) == 0 || !await(writer, moment)) {
            return false;
        }
        if (random.nextInt(4) > 0) {
            killed.merge(moment, 1, Integer::sum);
            writers++;
            writer.kill();
            return true;
        }
        killed.merge(moment, 1, Integer::sum);
        servers++;
        if (random.nextBoolean()) {
            server.stopImmediately();
        } else {
            server.kill();
        }
        Thread.sleep(random.nextInt(500));
        server.restart();
        if (random.nextBoolean()) {
            return false;
        }
        Thread.sleep(random.nextInt(1000));
        if (!writer.isAlive()) {
            return false;
        }
        writers++;
        writer.kill();
        return true;
    }

    /** Waits for it; false if the writer ends before. */
    private boolean await(WriterProcess writer, Moment moment) throws InterruptedException {
        switch (moment) {
            case AT_START -> Thread.sleep(random.nextInt(MILLIS_OF_START));
            case READING -> {
                writer.awaitLines("started", 1);
                Thread.sleep(random.nextInt(MILLIS_OF_READING));
            }
            case COMMITTING -> {
                writer.awaitLines(TortureWriter.STATE, 1 + random.nextInt(20));
                Thread.sleep(0, random.nextInt(999_999));
            }
            case SWAPPING -> {
                writer.awaitLines(TortureSource.MARK, 1 + random.nextInt(streams.size()));
                Thread.sleep(random.nextInt(20));
            }
            case BEFORE_THE_OUTPUT -> writer.awaitEnd();
        }
        return writer.isAlive();
    }

    /** The tables that a write into another schema leaves if nobody disturbs it. */
    Set<String> tablesOfAnUndisturbedRound() throws Exception {
        String other = schema + "_undisturbed";
        given.clear();
        WriterProcess writer = start(other, 0);
        assertThat(writer.awaitEnd()).as(writer::errors).isZero();
        return new TortureTables(server, other).names();
    }

    /** Rows that were there twice when a round was done. */
    int duplicates() {
        return duplicates.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The streams that had such rows. */
    Set<TortureStream> streamsWithDuplicates() {
        return duplicates.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return ("%s, state %s: %d writers and %d servers killed %s in %d attempts, %d of which found no server at their start;"
                        + " %d rounds; rows that came twice: %s (torture.seed=%d)")
                .formatted(
                        states,
                        stateKept,
                        writers,
                        servers,
                        killed,
                        attempts,
                        withoutServer,
                        round - 1,
                        duplicates,
                        SEED);
    }
}
