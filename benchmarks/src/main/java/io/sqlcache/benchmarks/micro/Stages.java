package io.sqlcache.benchmarks.micro;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of JMH, each in a JVM of its own. */
public final class Stages {

    private static final TimeValue SECOND = TimeValue.seconds(1);
    private static final int WARM_UP_SECONDS = 4;
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final Map<String, String> NAMES = names();

    private Stages() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("line", "lines found");
        names.put("parse", "lines found, messages parsed");
        names.put("encode", "records encoded");
        names.put("parseAndEncode", "all of it");

        return names;
    }

    /**
     * Measures all stages.
     *
     * @param seconds of each
     */
    public static List<Stage> measure(int seconds) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RecordPathBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-XX:+UseSerialGC")
                        .forks(1)
                        .warmupIterations(WARM_UP_SECONDS)
                        .warmupTime(SECOND)
                        .measurementIterations(seconds)
                        .measurementTime(SECOND)
                        .shouldFailOnError(true)
                        .build())
                .run();

        return NAMES.entrySet().stream()
                .flatMap(name -> results.stream()
                        .filter(result -> result.getParams().getBenchmark().endsWith("." + name.getKey()))
                        .map(result -> stage(name.getValue(), result)))
                .toList();
    }

    private static Stage stage(String name, RunResult result) {
        double records = result.getPrimaryResult().getScore();
        return new Stage(name, records, records * SampleRecords.averageLine() / 1e6, allocated(result));
    }

    private static double allocated(RunResult result) {
        for (String label : result.getSecondaryResults().keySet()) {
            if (label.endsWith(ALLOCATED)) {
                return result.getSecondaryResults().get(label).getScore();
            }
        }
        throw new IllegalStateException("The profiler did not say what was allocated");
    }
}
