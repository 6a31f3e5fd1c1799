package io.sqlcache.benchmarks.run;

import java.util.List;

/**
 * Some work, and those that do it in turn.
 *
 * @param id for files and the command line
 * @param title for people
 * @param records how many records each of them writes
 * @param contenders the first is what the others are compared with
 */
public record Comparison(String id, String title, long records, List<Contender> contenders) {

    public Comparison {
        contenders = List.copyOf(contenders);
    }
}
