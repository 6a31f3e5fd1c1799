package io.sqlcache.benchmarks.cases;

import static io.sqlcache.benchmarks.server.BenchmarkServer.OURS;
import static io.sqlcache.benchmarks.server.BenchmarkServer.THEIRS;

import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.Keys;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.benchmarks.data.Version;
import io.sqlcache.benchmarks.program.InsertSink;
import io.sqlcache.benchmarks.program.JdbcBatch;
import io.sqlcache.benchmarks.program.JooqLoader;
import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.run.Contender.Step;
import io.sqlcache.benchmarks.run.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What users would pick instead, how fast the command starts, and how much memory it takes. */
public final class OtherCases {

    private static final int FEW = 100;
    private static final int BLOCK = 100_000;
    private static final String SMALL_HEAP = "-Xmx64m";

    private final Workplace workplace;
    private final Psql psql;
    private final SqlcacheCommand sqlcache;
    private final Tables tables;
    private final UsersStream users;
    private final Map<String, String> environment;
    private final Step reset;

    /** Makes no input yet. */
    public OtherCases(Workplace workplace) {
        this.workplace = workplace;
        this.psql = new Psql(workplace);
        this.sqlcache = new SqlcacheCommand(workplace);
        this.tables = new Tables(workplace.server());
        this.users = new UsersStream(workplace.data());
        this.environment = workplace.server().address().environment();
        this.reset = workplace.server()::reset;
    }

    /** An append by us, by psql, and by what programs in Java have at hand. DuckDB and Spark would be contenders too. */
    public Comparison alternatives(int records) throws IOException, InterruptedException {
        Dataset input = users.whole(Keys.ascending(records), Version.FIRST);
        Path catalog = Files.writeString(workplace.scratch().resolve("alternatives.json"), UsersCatalog.plain());
        Dataset few = users.whole(Keys.ascending(FEW), Version.FIRST);

        return new Comparison(
                "alternatives",
                "append of %,d".formatted(records),
                records,
                List.of(
                        sqlcache(input, "", input.messages()),
                        new Contender(
                                psql.name() + ", ready-made text",
                                reset,
                                () -> psql.script("append", BaselineScripts.append(input))
                                        .run(),
                                tables.theirsHolds(records)),
                        inJava("JDBC batch, rewritten", JdbcBatch.class, input, few, THEIRS + ".users"),
                        inJava("jOOQ loader", JooqLoader.class, input, few, THEIRS + ".users"),
                        inJava("sqlcache, InsertRowSink", InsertSink.class, input, few, catalog.toString(), THEIRS)));
    }

    private Contender inJava(String name, Class<?> main, Dataset input, Dataset few, String... arguments)
            throws IOException {
        JavaProgram program = JavaProgram.of(main, workplace.scratch());
        Step prepare = new Once(() -> {
            workplace.server().reset();
            program.prepare(environment, with(few.messages(), arguments));
        });

        return new Contender(
                name,
                () -> {
                    prepare.run();
                    workplace.server().reset();
                },
                () -> program.process(environment, with(input.messages(), arguments))
                        .run(),
                tables.theirsHolds(input.records()));
    }

    private static String[] with(Path first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first.toString();
        System.arraycopy(rest, 0, all, 1, rest.length);

        return all;
    }

    /** The specification. */
    public Comparison specification() {
        return new Comparison(
                "spec",
                "sqlcache spec",
                0,
                List.of(new Contender(
                        SqlcacheCommand.NAME,
                        Step.NOTHING,
                        () -> sqlcache.spec().run(),
                        Step.NOTHING)));
    }

    /** A write that is over as soon as it has begun. */
    public Comparison few() throws IOException {
        Dataset input = users.whole(Keys.ascending(FEW), Version.FIRST);

        return new Comparison(
                "few",
                "append of " + FEW,
                FEW,
                List.of(
                        new Contender(
                                psql.name(),
                                reset,
                                () -> psql.script("few", BaselineScripts.append(input))
                                        .run(),
                                tables.theirsHolds(FEW)),
                        sqlcache(input, "", input.messages())));
    }

    /** An append with little memory: the same 100,000 records so many times. */
    public Comparison memory(int blocks) throws IOException {
        Dataset input = users.beginning(Keys.ascending(BLOCK));

        return new Comparison(
                "memory-" + blocks,
                "append of %,d, %s".formatted((long) blocks * BLOCK, SMALL_HEAP),
                (long) blocks * BLOCK,
                List.of(sqlcache(input, SMALL_HEAP, repeated(input, blocks))));
    }

    /** An append of the same 100,000 records so many times, by psql and by us. */
    Comparison appended(int blocks) throws IOException {
        Dataset input = users.beginning(Keys.ascending(BLOCK));
        long records = (long) blocks * BLOCK;

        return new Comparison(
                "records-" + blocks,
                "append of %,d".formatted(records),
                records,
                List.of(
                        new Contender(
                                psql.name(),
                                reset,
                                () -> psql.script("records", BaselineScripts.append(input, blocks))
                                        .run(),
                                tables.theirsHolds(records)),
                        sqlcache(input, "", repeated(input, blocks))));
    }

    private Contender sqlcache(Dataset input, String javaOptions, Path... files) {
        return new Contender(
                SqlcacheCommand.NAME,
                reset,
                () -> sqlcache.write("append", UsersCatalog.plain(), javaOptions, files)
                        .run(),
                tables.holds(OURS, "users", input.records() * Math.max(1, files.length - 1)));
    }

    /** The same records so many times, and the end of the stream. */
    private Path[] repeated(Dataset input, int times) throws IOException {
        List<Path> files = new ArrayList<>(Collections.nCopies(times, input.messages()));
        files.add(users.complete());

        return files.toArray(Path[]::new);
    }
}
