package io.sqlcache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long something takes by how much of it there is.
 *
 * @param id for files
 * @param title for people
 * @param xTitle what there is more and more of
 * @param yTitle what is measured
 * @param axes of the chart
 * @param lines the points of each that was measured, by its name
 */
public record Series(
        String id, String title, String xTitle, String yTitle, Axes axes, Map<String, List<StraightLine.Point>> lines) {

    /** What is within that of the line is noise. */
    private static final double NOISE = 0.15;

    /** The places where a point is farther from the straight line than noise takes it, in words; empty if it is straight. */
    List<String> bends() {
        List<String> bends = new ArrayList<>();
        lines.forEach((label, points) -> {
            StraightLine line = StraightLine.through(points);
            for (StraightLine.Point point : points) {
                double ratio = point.y() / line.at(point.x());
                if (Math.abs(ratio - 1) > NOISE) {
                    bends.add(String.format(
                            Locale.ROOT, "%s at %s: %.2f times the line", label, Figures.number(point.x()), ratio));
                }
            }
        });

        return bends;
    }
}
