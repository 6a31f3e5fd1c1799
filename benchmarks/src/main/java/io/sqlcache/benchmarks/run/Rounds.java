package io.sqlcache.benchmarks.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the contenders of comparisons in turn: what disturbs the machine for a while disturbs all of them.
 *
 * @param count how many rounds
 * @param progress hears of each run
 */
public record Rounds(int count, PrintStream progress) {

    /** Runs all contenders, round by round. */
    public Measurement measure(Comparison comparison) throws Exception {
        Map<String, List<Timing>> timings = new LinkedHashMap<>();
        for (int round = 1; round <= count; round++) {
            for (Contender contender : comparison.contenders()) {
                contender.before().run();
                Timing timing = contender.run().run();
                contender.after().run();
                timings.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(timing);
                progress.println(String.format(
                        Locale.ROOT,
                        "%s, round %d of %d: %s %.2f s",
                        comparison.title(),
                        round,
                        count,
                        contender.name(),
                        timing.seconds()));
            }
        }

        return new Measurement(comparison, timings);
    }
}
