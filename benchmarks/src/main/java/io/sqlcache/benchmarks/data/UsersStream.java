package io.sqlcache.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes parts of the {@code users} stream to files, on all processors. What is there already is not made again. */
public final class UsersStream {

    private static final int CHUNK_ROWS = 10_000;
    private static final int CHUNKS_BETWEEN_STATES = 10;
    private static final int LINE_BYTES = 720;
    private static final long FIRST_EMISSION = 1_760_000_000_000L;
    private static final long EMISSION_GAP = 3;

    private final Path folder;

    /** Writes into this folder, which is there. */
    public UsersStream(Path folder) {
        this.folder = folder;
    }

    /** The lines of one part of the input. */
    private record Chunk(String messages, String text) {}

    /** All of a stream: rows with these keys, and its end. */
    public Dataset whole(Keys keys, Version version) throws IOException {
        Dataset dataset = dataset("users-" + keys.name() + "-" + version.name().toLowerCase(Locale.ROOT), keys);
        if (!Files.exists(dataset.text())) {
            make(dataset, keys, version, Messages.complete(List.of("users")));
        }

        return dataset;
    }

    /** Rows with these keys, which more may follow. */
    public Dataset beginning(Keys keys) throws IOException {
        Dataset dataset = dataset("users-" + keys.name() + "-beginning", keys);
        if (!Files.exists(dataset.text())) {
            make(dataset, keys, Version.FIRST, "");
        }

        return dataset;
    }

    private Dataset dataset(String name, Keys keys) {
        return new Dataset(folder.resolve(name + ".jsonl"), folder.resolve(name + ".txt"), keys.count());
    }

    private static void make(Dataset dataset, Keys keys, Version version, String end) throws IOException {
        Path messages = part(dataset.messages());
        Path text = part(dataset.text());
        try (OutputStream messagesOut = new BufferedOutputStream(Files.newOutputStream(messages));
                OutputStream textOut = new BufferedOutputStream(Files.newOutputStream(text))) {
            write(keys, version, messagesOut, textOut);
            messagesOut.write(end.getBytes(UTF_8));
        }
        Files.move(messages, dataset.messages(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(text, dataset.text(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is not made to its end is not taken for whole the next time. */
    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** A file that says that the stream is complete: to be read behind its beginning. */
    public Path complete() throws IOException {
        return Files.writeString(folder.resolve("users-complete.jsonl"), Messages.complete(List.of("users")));
    }

    /** The lines of so many records, at most 10,000, and nothing else. */
    public static List<String> lines(int records) {
        return chunk(Keys.ascending(records), 0, Version.FIRST)
                .messages()
                .lines()
                .limit(records)
                .toList();
    }

    private static void write(Keys keys, Version version, OutputStream messages, OutputStream text) throws IOException {
        int chunks = Math.toIntExact((keys.count() + CHUNK_ROWS - 1) / CHUNK_ROWS);
        int atOnce = Runtime.getRuntime().availableProcessors();

        for (int first = 0; first < chunks; first += atOnce) {
            List<Chunk> made = IntStream.range(first, Math.min(chunks, first + atOnce))
                    .parallel()
                    .mapToObj(number -> chunk(keys, number, version))
                    .toList();
            for (Chunk chunk : made) {
                messages.write(chunk.messages().getBytes(UTF_8));
                text.write(chunk.text().getBytes(UTF_8));
            }
        }
    }

    private static Chunk chunk(Keys keys, int number, Version version) {
        long first = (long) number * CHUNK_ROWS;
        long end = Math.min(keys.count(), first + CHUNK_ROWS);
        UserRows rows = new UserRows(number + version.millis(), version);
        StringBuilder messages = new StringBuilder(CHUNK_ROWS * LINE_BYTES);
        StringBuilder text = new StringBuilder(CHUNK_ROWS * LINE_BYTES);

        for (long rank = first; rank < end; rank++) {
            long emittedAt = FIRST_EMISSION + rank * EMISSION_GAP + version.millis();
            List<Cell> cells = rows.next(keys.at(rank));
            message(cells, emittedAt, messages);
            text(cells, rows.rawId(emittedAt), emittedAt, text);
        }
        if (end == keys.count() || (number + 1) % CHUNKS_BETWEEN_STATES == 0) {
            messages.append(Messages.state("users", number));
        }

        return new Chunk(messages.toString(), text.toString());
    }

    private static void message(List<Cell> cells, long emittedAt, StringBuilder line) {
        line.append("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":");
        char separator = '{';
        int column = 0;
        for (String property : UsersCatalog.PROPERTIES.keySet()) {
            line.append(separator)
                    .append('"')
                    .append(property)
                    .append("\":")
                    .append(cells.get(column++).json());
            separator = ',';
        }
        line.append("},\"emitted_at\":").append(emittedAt).append("}}\n");
    }

    private static void text(List<Cell> cells, String rawId, long emittedAt, StringBuilder line) {
        List<String> columns = new ArrayList<>(cells.stream().map(Cell::copy).toList());
        columns.add(rawId);
        columns.add(Instant.ofEpochMilli(emittedAt).toString());
        columns.add("{}");
        line.append(String.join("\t", columns)).append('\n');
    }
}
