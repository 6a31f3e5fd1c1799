package io.sqlcache.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws charts as SVG. Where Java finds no fonts there are none, and nothing else is missing.
 *
 * @param folder where they go
 * @param progress hears what could not be drawn
 */
record Charts(Path folder, PrintStream progress) {

    private static final float[] DASHES = {6, 4};
    private static final List<Color> COLORS = List.of(
            new Color(0x4E79A7), new Color(0xF28E2B), new Color(0x59A14F), new Color(0xB07AA1), new Color(0x9C755F));

    /** A chart that is made when it can be. */
    @FunctionalInterface
    private interface Drawing {
        JFreeChart chart();
    }

    /**
     * Bars in groups.
     *
     * @param bars the heights of each label, one a group
     */
    void bars(String name, String title, String unit, List<String> groups, Map<String, List<Double>> bars) {
        DefaultCategoryDataset heights = new DefaultCategoryDataset();
        bars.forEach((label, values) -> {
            for (int group = 0; group < groups.size(); group++) {
                heights.addValue(values.get(group), label, groups.get(group));
            }
        });
        save(name, () -> {
            JFreeChart chart = ChartFactory.createBarChart(title, null, unit, heights);
            style((CategoryPlot) chart.getPlot(), bars.size());
            return chart;
        });
    }

    private static void style(CategoryPlot plot, int bars) {
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator());
        renderer.setDefaultItemLabelsVisible(true);
        for (int bar = 0; bar < bars; bar++) {
            renderer.setSeriesPaint(bar, color(bar));
        }
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    }

    /** Measured points with the straight line that comes closest to them, which is a curve where the axes are logarithmic. */
    void points(String name, Series series) {
        XYSeriesCollection lines = new XYSeriesCollection();
        series.lines().forEach((label, points) -> {
            XYSeries measured = new XYSeries(label);
            XYSeries straight = new XYSeries(label + ", straight line");
            StraightLine line = StraightLine.through(points);
            for (StraightLine.Point point : points) {
                measured.add(point.x(), point.y());
                straight.add(point.x(), line.at(point.x()));
            }
            lines.addSeries(measured);
            lines.addSeries(straight);
        });
        save(name, () -> {
            JFreeChart chart = ChartFactory.createXYLineChart(series.title(), series.xTitle(), series.yTitle(), lines);
            style((XYPlot) chart.getPlot(), series);
            return chart;
        });
    }

    private static void style(XYPlot plot, Series series) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        BasicStroke dashed = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0);
        for (int line = 0; line < series.lines().size(); line++) {
            int measured = 2 * line;
            int straight = measured + 1;
            renderer.setSeriesLinesVisible(measured, false);
            renderer.setSeriesPaint(measured, color(line));
            renderer.setSeriesShapesVisible(straight, false);
            renderer.setSeriesStroke(straight, dashed);
            renderer.setSeriesPaint(straight, color(line));
        }
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        if (series.axes() == Axes.LOGARITHMIC) {
            plot.setDomainAxis(logarithmic(series.xTitle()));
            plot.setRangeAxis(logarithmic(series.yTitle()));
        } else {
            ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(true);
        }
    }

    private static LogAxis logarithmic(String title) {
        LogAxis axis = new LogAxis(title);
        axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
        return axis;
    }

    private static Color color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    /** Whether the chart was drawn, now or earlier. */
    boolean has(String name) {
        return Files.exists(file(name));
    }

    private Path file(String name) {
        return folder.resolve(name + ".svg");
    }

    private void save(String name, Drawing drawing) {
        try {
            SvgFile.write(drawing.chart(), file(name));
        } catch (IOException | LinkageError | RuntimeException e) {
            progress.println("Cannot draw " + name + ".svg: " + e
                    + ". Install a font and fontconfig (Debian's fonts-dejavu-core and fontconfig do).");
        }
    }
}
