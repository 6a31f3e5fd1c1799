package io.sqlcache.benchmarks.cases;

import static io.sqlcache.benchmarks.server.BenchmarkServer.OURS;

import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.Keys;
import io.sqlcache.benchmarks.data.SyntheticStreams;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.benchmarks.data.Version;
import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.run.Contender.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** How a write's time grows with its records, columns, streams, the size of a record, and the table that it merges into. */
public final class ScaleCases {

    private static final int BLOCK = 100_000;
    private static final long BYTES = 200_000_000;
    private static final int WIDE_RECORDS = 20_000;
    private static final int INTERLEAVED_RECORDS = 200_000;
    private static final int NARROW_LINE = 250;
    private static final int FEW_COLUMNS = 5;

    private final Workplace workplace;
    private final OtherCases others;
    private final SqlcacheCommand sqlcache;
    private final Tables tables;
    private final UsersStream users;

    /** Makes no input yet. */
    public ScaleCases(Workplace workplace) {
        this.workplace = workplace;
        this.others = new OtherCases(workplace);
        this.sqlcache = new SqlcacheCommand(workplace);
        this.tables = new Tables(workplace.server());
        this.users = new UsersStream(workplace.data());
    }

    /** All of them. */
    public List<Scale> all() {
        return List.of(records(), columns(), streams(), size(), merge());
    }

    private Scale records() {
        return new Scale(
                "records",
                "Append, by records",
                "records (15 properties)",
                Height.SECONDS,
                BLOCK,
                List.of(1, 5, 10, 25, 50, 100),
                blocks -> new ScalePoint((double) blocks * BLOCK, others.appended(blocks), Step.NOTHING));
    }

    private Scale columns() {
        return new Scale(
                "columns",
                "Append of %,d records, by columns".formatted(WIDE_RECORDS),
                "columns",
                Height.SECONDS,
                1,
                List.of(5, 50, 100, 200, 350, 500),
                columns -> synthetic(columns, new SyntheticStreams(1, columns, 0, WIDE_RECORDS)));
    }

    private Scale streams() {
        return new Scale(
                "streams",
                "Append of %,d records in turn of all streams, by streams".formatted(INTERLEAVED_RECORDS),
                "streams",
                Height.SECONDS,
                1,
                List.of(1, 10, 25, 50, 100, 150, 200),
                streams -> synthetic(
                        streams, new SyntheticStreams(streams, FEW_COLUMNS, NARROW_LINE, INTERLEAVED_RECORDS)));
    }

    private Scale size() {
        return new Scale(
                "size",
                "Append of %,d bytes, by the size of a record".formatted(BYTES),
                "bytes of a record",
                Height.MICROSECONDS_A_RECORD,
                1,
                List.of(128, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20),
                size -> synthetic(size, new SyntheticStreams(1, 2, size, BYTES / size)));
    }

    private Scale merge() {
        return new Scale(
                "merge",
                "Merge of %,d records, by rows of the table".formatted(BLOCK),
                "rows",
                Height.SECONDS,
                BLOCK,
                List.of(1, 10, 25, 50, 100),
                blocks -> merge(blocks * BLOCK));
    }

    private ScalePoint synthetic(int place, SyntheticStreams streams) throws IOException {
        Dataset input = streams.in(workplace.data());
        String table = streams.names().get(0);
        Contender contender = new Contender(
                SqlcacheCommand.NAME,
                workplace.server()::reset,
                () -> sqlcache.write("append", streams.catalog(), input.messages())
                        .run(),
                tables.holds(OURS, table, input.records() / streams.streams()));

        return new ScalePoint(
                place,
                new Comparison("scale", "append at %,d".formatted(place), input.records(), List.of(contender)),
                () -> Files.delete(input.messages()));
    }

    /** All of its records are updates, spread over the table, so that each round finds as many rows. */
    private ScalePoint merge(int rows) throws IOException {
        Dataset input = users.whole(Keys.spread(BLOCK, rows), Version.LATER);
        Step fill = new Once(() -> fill(rows));
        Contender contender = new Contender(
                SqlcacheCommand.NAME,
                () -> {
                    fill.run();
                    workplace.server().execute("vacuum %s.users".formatted(OURS), "checkpoint");
                },
                () -> sqlcache.write("merge", UsersCatalog.keyed(), input.messages())
                        .run(),
                tables.oursHolds(rows));

        return new ScalePoint(
                rows, new Comparison("scale", "merge into %,d".formatted(rows), BLOCK, List.of(contender)), () -> {
                    Files.delete(input.messages());
                    Files.delete(input.text());
                });
    }

    /** The command makes the table, and the server fills it with copies of a row. */
    private void fill(int rows) throws Exception {
        workplace.server().reset();
        Dataset one = users.whole(Keys.ascending(1), Version.FIRST);
        sqlcache.write("merge", UsersCatalog.keyed(), one.messages()).run();
        String rest = String.join(
                ", ",
                UsersCatalog.columns().keySet().stream()
                        .filter(column -> !column.equals("id"))
                        .toList());
        workplace.server().execute("""
                insert into %1$s.users (id, %2$s)
                select number, %2$s from generate_series(2, %3$d) as number, (select %2$s from %1$s.users limit 1) as one
                """.formatted(OURS, rest, rows));
    }
}
