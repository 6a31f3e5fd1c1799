package io.sqlcache.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What came of a comparison.
 *
 * @param timings of each contender by its name, a round each
 */
public record Measurement(Comparison comparison, Map<String, List<Timing>> timings) {

    /** The median of a contender's seconds. */
    public double seconds(String contender) {
        return median(timings(contender).stream().map(Timing::seconds).toList());
    }

    /** The most memory that a contender had in any round, in bytes. */
    public long peakMemory(String contender) {
        return timings(contender).stream().mapToLong(Timing::peakMemory).max().orElse(0);
    }

    /** How many times as fast as the first contender this one is: the median of the ratios of each round. */
    public double ratio(String contender) {
        return median(ratios(contender));
    }

    /** That of each round, from the smallest to the largest. */
    public List<Double> ratios(String contender) {
        List<Timing> first = timings(comparison.contenders().get(0).name());
        List<Timing> other = timings(contender);

        return IntStream.range(0, first.size())
                .mapToObj(round -> first.get(round).seconds() / other.get(round).seconds())
                .sorted()
                .toList();
    }

    private List<Timing> timings(String contender) {
        return timings.getOrDefault(contender, List.of());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;

        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
