package io.sqlcache.benchmarks.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records of a chosen shape, in turn of each stream: an id, so many typed columns, and a text that fills the line.
 *
 * @param streams how many streams
 * @param columns of each, the id and the text among them
 * @param lineBytes how long a line of a record is, if there is room for that
 * @param records in all
 */
public record SyntheticStreams(int streams, int columns, int lineBytes, long records) {

    private static final long RECORDS_BETWEEN_STATES = 100_000;
    private static final int ID_AND_TEXT = 2;
    private static final List<String> TYPES = List.of(
            "{\"type\":\"integer\"}",
            "{\"type\":\"string\"}",
            "{\"type\":\"number\"}",
            "{\"type\":\"boolean\"}",
            "{\"type\":\"string\",\"format\":\"date-time\"}");

    /** A catalog that appends all of it. */
    public String catalog() {
        String properties = "\"id\":{\"type\":\"integer\"},"
                + IntStream.range(0, columns - ID_AND_TEXT)
                        .mapToObj(column -> "\"c" + column + "\":" + TYPES.get(column % TYPES.size()) + ",")
                        .collect(Collectors.joining())
                + "\"text\":{\"type\":\"string\"}";

        return names().stream()
                .map(name -> """
                        {"stream":{"name":"%s","json_schema":{"type":"object","properties":{%s}},\
                        "supported_sync_modes":["full_refresh","incremental"]},"sync_mode":"incremental",\
                        "destination_sync_mode":"append"}""".formatted(name, properties))
                .collect(Collectors.joining(",", "{\"streams\":[", "]}"));
    }

    public List<String> names() {
        return IntStream.range(0, streams).mapToObj(stream -> "s" + stream).toList();
    }

    /** Writes the messages into the folder, states and the end of each stream included. */
    public Dataset in(Path folder) throws IOException {
        String name = "synthetic-%d-%d-%d-%d".formatted(streams, columns, lineBytes, records);
        Dataset dataset = new Dataset(folder.resolve(name + ".jsonl"), folder.resolve(name + ".txt"), records);
        if (Files.exists(dataset.messages())) {
            return dataset;
        }

        Path part = folder.resolve(name + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part, UTF_8)) {
            write(out);
        }
        Files.move(part, dataset.messages(), StandardCopyOption.REPLACE_EXISTING);

        return dataset;
    }

    private void write(BufferedWriter out) throws IOException {
        List<String> names = names();
        String filling = "The quick brown fox. ".repeat(lineBytes / 21 + 1);
        StringBuilder line = new StringBuilder();

        for (long record = 0; record < records; record++) {
            line.setLength(0);
            append(names.get((int) (record % streams)), record, filling, line);
            out.append(line);
            if ((record + 1) % RECORDS_BETWEEN_STATES == 0) {
                states(record, out);
            }
        }
        if (records % RECORDS_BETWEEN_STATES != 0) {
            states(records, out);
        }
        out.append(Messages.complete(names));
    }

    private void states(long number, BufferedWriter out) throws IOException {
        for (String name : names()) {
            out.append(Messages.state(name, number));
        }
    }

    private void append(String stream, long record, String filling, StringBuilder line) {
        line.append("{\"type\":\"RECORD\",\"record\":{\"stream\":\"")
                .append(stream)
                .append("\",\"data\":{\"id\":")
                .append(record);
        for (int column = 0; column < columns - ID_AND_TEXT; column++) {
            line.append(",\"c").append(column).append("\":").append(value(column % TYPES.size(), record + column));
        }
        line.append(",\"text\":\"");
        String end = "\"},\"emitted_at\":1760000000000}}\n";
        line.append(filling, 0, Math.max(0, lineBytes - line.length() - end.length()))
                .append(end);
    }

    private static String value(int type, long number) {
        return switch (type) {
            case 0 -> Long.toString(number);
            case 1 -> "\"value " + number + '"';
            case 2 -> number + ".25";
            case 3 -> number % 2 == 0 ? "true" : "false";
            default -> "\"2025-01-01T00:%02d:00Z\"".formatted(number % 60);
        };
    }
}
