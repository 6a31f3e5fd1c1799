package io.sqlcache.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sqlcache.benchmarks.report.StraightLine.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void pointsOfALineAreOnIt() {
        StraightLine line = StraightLine.through(List.of(new Point(1, 5), new Point(10, 23), new Point(1000, 2003)));

        assertThat(line.start()).isCloseTo(3, within(1e-6));
        assertThat(line.slope()).isCloseTo(2, within(1e-9));
    }

    @Test
    void whatIsOffTheLineByMoreThanNoiseIsNamed() {
        Series series = series(new Point(1, 1), new Point(2, 2), new Point(3, 3), new Point(4, 8));

        assertThat(series.bends()).contains("sqlcache at 4: 1.70 times the line");
    }

    @Test
    void noiseIsNoBend() {
        assertThat(series(new Point(1, 1.05), new Point(2, 1.95), new Point(4, 4.1))
                        .bends())
                .isEmpty();
    }

    private static Series series(Point... points) {
        return new Series("id", "title", "x", "y", Axes.LINEAR, Map.of("sqlcache", List.of(points)));
    }
}
