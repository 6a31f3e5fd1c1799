package io.sqlcache.benchmarks;

import io.sqlcache.benchmarks.cases.Scale;
import io.sqlcache.benchmarks.cases.ScaleCases;
import io.sqlcache.benchmarks.cases.ScalePoint;
import io.sqlcache.benchmarks.cases.TransportCases;
import io.sqlcache.benchmarks.cases.Workplace;
import io.sqlcache.benchmarks.report.Axes;
import io.sqlcache.benchmarks.report.Report;
import io.sqlcache.benchmarks.report.Series;
import io.sqlcache.benchmarks.report.StraightLine.Point;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.run.Measurement;
import io.sqlcache.benchmarks.run.Rounds;
import io.sqlcache.benchmarks.server.BenchmarkServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/benchmark scale}: how a write's time grows. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how the time of a write grows, against a straight line:",
            "",
            "  records    100,000 to 10 million records, beside psql",
            "  columns    5 to 500 columns",
            "  streams    1 to 200 streams in turn",
            "  size       records of 128 bytes to 1 MiB",
            "  merge      100,000 records into tables of 0.1 to 10 million rows",
            "  transport  plain, by TLS, and through an SSH tunnel where sshd is installed",
            "",
            "Takes about 20 minutes a run, and 12 GB of disk, most of it in java.io.tmpdir for the embedded server.",
            ""
        })
final class ScaleCommand implements Callable<Integer> {

    @Mixin
    private BenchmarkOptions options;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "2147483647",
            description =
                    "Leave out places beyond this number of records, columns, streams, bytes or rows. Default: none.")
    private int most;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "500000",
            description = "Records that go by each transport. Default: ${DEFAULT-VALUE}.")
    private int records;

    ScaleCommand() {}

    @Override
    public Integer call() throws Exception {
        try (BenchmarkServer server = options.server();
                ScratchFolder scratch = ScratchFolder.create()) {
            measure(options.workplace(server, scratch));
        }
        return 0;
    }

    private void measure(Workplace workplace) throws Exception {
        Report report = options.report();
        Rounds rounds = options.rounds();
        for (Scale scale : new ScaleCases(workplace).all()) {
            if (options.wants(scale.id()) && scale.reaches(most)) {
                report.series(series(scale, rounds));
            }
        }
        if (options.wants("transport")) {
            try (TransportCases transports = new TransportCases(workplace, records)) {
                report.contenders("transport", rounds.measure(transports.comparison()));
            }
        }
    }

    private Series series(Scale scale, Rounds rounds) throws Exception {
        Map<String, List<Point>> lines = new LinkedHashMap<>();
        for (int place : scale.places()) {
            if ((long) place * scale.unit() > most) {
                continue;
            }
            ScalePoint point = scale.point().at(place);
            Measurement measurement = rounds.measure(point.comparison());
            for (Contender contender : point.comparison().contenders()) {
                lines.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(new Point(
                                point.x(),
                                scale.height()
                                        .of(
                                                measurement.seconds(contender.name()),
                                                point.comparison().records())));
            }
            point.after().run();
        }

        return new Series(
                scale.id(), scale.title(), scale.xTitle(), scale.height().title(), axes(scale), lines);
    }

    /** The sizes of records are far apart. */
    private static Axes axes(Scale scale) {
        return switch (scale.height()) {
            case SECONDS -> Axes.LINEAR;
            case MICROSECONDS_A_RECORD -> Axes.LOGARITHMIC;
        };
    }
}
