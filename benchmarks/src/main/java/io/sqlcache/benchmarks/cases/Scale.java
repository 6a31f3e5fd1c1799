package io.sqlcache.benchmarks.cases;

import java.io.IOException;
import java.util.List;

/**
 * What grows, and how far.
 *
 * @param id for files and the command line
 * @param title for people
 * @param xTitle what grows
 * @param height what is measured
 * @param unit of its places
 * @param places how much there is, in units, from the smallest
 * @param point makes what is measured at a place, and its input
 */
public record Scale(
        String id, String title, String xTitle, Height height, int unit, List<Integer> places, Points point) {

    public Scale {
        places = List.copyOf(places);
    }

    /** Whether any place is not beyond that. */
    public boolean reaches(int most) {
        return places.stream().anyMatch(place -> (long) place * unit <= most);
    }

    /** Makes one place at a time, since the input of all would fill the disk. */
    @FunctionalInterface
    public interface Points {
        ScalePoint at(int place) throws IOException;
    }
}
