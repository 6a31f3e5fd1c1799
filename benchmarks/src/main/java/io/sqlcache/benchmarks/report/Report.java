package io.sqlcache.benchmarks.report;

import io.sqlcache.benchmarks.micro.Stage;
import io.sqlcache.benchmarks.run.Contender;
import io.sqlcache.benchmarks.run.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes measurements into {@code benchmarks.md}, and their charts into a folder {@code benchmarks} beside it. */
public final class Report {

    private static final String FOLDER = "benchmarks";

    private final MarkedDocument document;
    private final Charts charts;

    /**
     * A report in this folder.
     *
     * @param progress hears what could not be drawn
     */
    public Report(Path folder, PrintStream progress) throws IOException {
        this.document = new MarkedDocument(folder.resolve("benchmarks.md"));
        this.charts = new Charts(Files.createDirectories(folder.resolve(FOLDER)), progress);
    }

    /** What was measured on. */
    public void environment(String text) throws IOException {
        document.replace("environment", text);
    }

    /** Each case and what it was compared with, in pairs. */
    public void pairs(List<Measurement> measurements) throws IOException {
        TextTable table =
                new TextTable("case", "compared with", "takes", "sqlcache takes", "ratio", "in single rounds");
        Map<String, List<Double>> bars = new LinkedHashMap<>();
        for (Measurement each : measurements) {
            String baseline = each.comparison().contenders().get(0).name();
            String ours = each.comparison().contenders().get(1).name();
            List<Double> ratios = each.ratios(ours);
            table.row(
                    each.comparison().title(),
                    baseline,
                    Figures.seconds(each.seconds(baseline)),
                    Figures.seconds(each.seconds(ours)),
                    Figures.ratio(each.ratio(ours)),
                    Figures.ratio(ratios.get(0)) + " to " + Figures.ratio(ratios.get(ratios.size() - 1)));
            bars.computeIfAbsent(baseline, name -> new ArrayList<>()).add(each.seconds(baseline));
            bars.computeIfAbsent(ours, name -> new ArrayList<>()).add(each.seconds(ours));
        }
        charts.bars("pairs", "Seconds: less is better", "seconds", titles(measurements), bars);
        document.replace("pairs", table + image("pairs", "Seconds of each case"));
    }

    /** What does the same work, one beside the other. */
    public void contenders(String id, Measurement measurement) throws IOException {
        TextTable table = new TextTable(measurement.comparison().title() + " by", "takes", "records a second", "ratio");
        Map<String, List<Double>> bars = new LinkedHashMap<>();
        for (Contender contender : measurement.comparison().contenders()) {
            double speed = measurement.comparison().records() / measurement.seconds(contender.name());
            table.row(
                    contender.name(),
                    Figures.seconds(measurement.seconds(contender.name())),
                    Figures.number(Math.rint(speed)),
                    Figures.ratio(measurement.ratio(contender.name())));
            bars.put(contender.name(), List.of(Math.rint(speed)));
        }
        charts.bars(
                id,
                "Records a second: more is better",
                "records a second",
                List.of(measurement.comparison().title()),
                bars);
        document.replace(id, table + image(id, "Records a second"));
    }

    /** How long short commands take. */
    public void start(List<Measurement> measurements) throws IOException {
        TextTable table = new TextTable("what", "by", "takes");
        for (Measurement each : measurements) {
            for (Contender contender : each.comparison().contenders()) {
                table.row(each.comparison().title(), contender.name(), Figures.seconds(each.seconds(contender.name())));
            }
        }
        document.replace("start", table.toString());
    }

    /** How much memory a write takes. */
    public void memory(List<Measurement> measurements) throws IOException {
        TextTable table = new TextTable("what", "most memory of the process", "takes");
        for (Measurement each : measurements) {
            String ours = each.comparison().contenders().get(0).name();
            table.row(
                    each.comparison().title(),
                    Figures.mebibytes(each.peakMemory(ours)),
                    Figures.seconds(each.seconds(ours)));
        }
        document.replace("memory", table.toString());
    }

    /** How something grows, against a straight line. */
    public void series(Series series) throws IOException {
        TextTable table = new TextTable(series.xTitle(), "measured", series.yTitle(), "straight line", "ratio");
        series.lines().forEach((label, points) -> {
            StraightLine line = StraightLine.through(points);
            for (StraightLine.Point point : points) {
                table.row(
                        Figures.number(point.x()),
                        label,
                        Figures.number(point.y()),
                        Figures.number(line.at(point.x())),
                        Figures.ratio(point.y() / line.at(point.x())));
            }
        });
        List<String> bends = series.bends();
        String verdict = bends.isEmpty() ? "Straight." : "Bends: " + String.join("; ", bends) + ".";
        String name = "scale-" + series.id();
        charts.points(name, series);
        document.replace(
                name, "### " + series.title() + "\n\n" + table + "\n" + verdict + "\n" + image(name, series.title()));
    }

    /** The stages of a record's path. */
    public void stages(List<Stage> stages) throws IOException {
        TextTable table = new TextTable("stage", "MB a second", "records a second", "bytes allocated a record");
        for (Stage stage : stages) {
            table.row(
                    stage.name(),
                    Figures.number(Math.rint(stage.megabytesPerSecond())),
                    Figures.number(Math.rint(stage.recordsPerSecond())),
                    Figures.number(Math.rint(stage.bytesPerRecord())));
        }
        document.replace("stages", table.toString());
    }

    private static List<String> titles(List<Measurement> measurements) {
        return measurements.stream().map(each -> each.comparison().title()).toList();
    }

    private String image(String name, String title) {
        return charts.has(name) ? "\n![%s](%s/%s.svg)\n".formatted(title, FOLDER, name) : "";
    }
}
