package io.sqlcache.benchmarks.report;

import java.util.List;

/**
 * The straight line that comes closest to some points, relative to their height: one that is half as high may be half as far off.
 *
 * @param start its height at 0
 * @param slope how much it rises by 1
 */
public record StraightLine(double start, double slope) {

    /** One of them. */
    public record Point(double x, double y) {}

    /** By least squares; level if there is but one place. */
    static StraightLine through(List<Point> points) {
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Point point : points) {
            double weight = 1 / (point.y() * point.y());
            weights += weight;
            x += weight * point.x();
            y += weight * point.y();
            xx += weight * point.x() * point.x();
            xy += weight * point.x() * point.y();
        }
        double spread = weights * xx - x * x;
        double slope = spread <= 0 ? 0 : (weights * xy - x * y) / spread;

        return new StraightLine((y - slope * x) / weights, slope);
    }

    double at(double x) {
        return start + slope * x;
    }
}
