package io.sqlcache.benchmarks.cases;

import static io.sqlcache.benchmarks.server.BenchmarkServer.OURS;
import static io.sqlcache.benchmarks.server.BenchmarkServer.THEIRS;

import io.sqlcache.benchmarks.data.Dataset;
import io.sqlcache.benchmarks.data.Keys;
import io.sqlcache.benchmarks.data.UsersCatalog;
import io.sqlcache.benchmarks.data.UsersStream;
import io.sqlcache.benchmarks.data.Version;
import io.sqlcache.benchmarks.run.Comparison;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.run.Contender.Step;
import java.io.IOException;
import java.util.List;

/** The strategies of a write, each against what psql does with ready-made text to the same end. */
public final class StandardCases {

    private final Workplace workplace;
    private final Psql psql;
    private final SqlcacheCommand sqlcache;
    private final Tables tables;
    private final Dataset first;
    private final Dataset second;

    /**
     * Makes the input: so many records, and half as many that update a quarter of them and add as many.
     *
     * @param records a multiple of 4
     */
    public StandardCases(Workplace workplace, int records) throws IOException {
        UsersStream users = new UsersStream(workplace.data());
        this.workplace = workplace;
        this.psql = new Psql(workplace);
        this.sqlcache = new SqlcacheCommand(workplace);
        this.tables = new Tables(workplace.server());
        this.first = users.whole(Keys.ascending(records), Version.FIRST);
        this.second = users.whole(Keys.halfNew(records / 2, records), Version.LATER);
    }

    /** All of them. */
    public List<Comparison> all() {
        return List.of(append(), replace(), firstKeyed(), merge());
    }

    /** Into no table. */
    public Comparison append() {
        Step reset = workplace.server()::reset;
        return comparison(
                "append",
                "append of %,d".formatted(first.records()),
                first.records(),
                new Contender(
                        psql.name(),
                        reset,
                        () -> psql.script("append", BaselineScripts.append(first))
                                .run(),
                        tables.theirsHolds(first.records())),
                new Contender(
                        SqlcacheCommand.NAME,
                        reset,
                        () -> sqlcache.write("append", UsersCatalog.plain(), first.messages())
                                .run(),
                        tables.oursHolds(first.records())));
    }

    /** Into a new table that takes the place of the old one. */
    public Comparison replace() {
        Step once = new Once(() -> {
            workplace.server().reset();
            psql.script("append", BaselineScripts.append(first)).run();
            sqlcache.write("replace", UsersCatalog.plain(), first.messages()).run();
        });
        return comparison(
                "replace",
                "replace of %,d".formatted(first.records()),
                first.records(),
                new Contender(
                        psql.name(),
                        () -> {
                            once.run();
                            workplace.server().execute("checkpoint");
                        },
                        () -> psql.script("replace", BaselineScripts.replace(first))
                                .run(),
                        tables.theirsHolds(first.records())),
                new Contender(
                        SqlcacheCommand.NAME,
                        () -> workplace.server().execute("checkpoint"),
                        () -> sqlcache.write("replace", UsersCatalog.plain(), first.messages())
                                .run(),
                        tables.oursHolds(first.records())));
    }

    /** A merge into no table. */
    public Comparison firstKeyed() {
        Step reset = workplace.server()::reset;
        return comparison(
                "first",
                "first keyed sync of %,d".formatted(first.records()),
                first.records(),
                new Contender(
                        psql.name(),
                        reset,
                        () -> psql.script("first", BaselineScripts.firstKeyed(first))
                                .run(),
                        tables.theirsHolds(first.records())),
                new Contender(
                        SqlcacheCommand.NAME,
                        reset,
                        () -> sqlcache.write("merge", UsersCatalog.keyed(), first.messages())
                                .run(),
                        tables.oursHolds(first.records())));
    }

    /** Into the table of the first keyed sync. */
    public Comparison merge() {
        long merged = first.records() + second.records() / 2;
        return comparison(
                "merge",
                "merge of %,d into %,d".formatted(second.records(), first.records()),
                second.records(),
                new Contender(
                        psql.name(),
                        this::loadBoth,
                        () -> psql.script("merge", BaselineScripts.merge(second))
                                .run(),
                        tables.theirsHolds(merged)),
                new Contender(
                        SqlcacheCommand.NAME,
                        () -> workplace.server().execute("checkpoint"),
                        () -> sqlcache.write("merge", UsersCatalog.keyed(), second.messages())
                                .run(),
                        tables.oursHolds(merged)));
    }

    private void loadBoth() throws Exception {
        workplace.server().reset();
        psql.script("first", BaselineScripts.firstKeyed(first)).run();
        sqlcache.write("merge", UsersCatalog.keyed(), first.messages()).run();
        workplace
                .server()
                .execute(
                        "checkpoint",
                        "vacuum %s.users".formatted(THEIRS),
                        "vacuum %s.users".formatted(OURS),
                        "checkpoint");
    }

    private static Comparison comparison(String id, String title, long records, Contender... contenders) {
        return new Comparison(id, title, records, List.of(contenders));
    }
}
