package io.sqlcache.benchmarks.cases;

/** What of a write's time is of interest. */
public enum Height {
    /** All of it. */
    SECONDS("seconds") {
        @Override
        public double of(double seconds, long records) {
            return seconds;
        }
    },
    /** That of one record. */
    MICROSECONDS_A_RECORD("microseconds a record") {
        @Override
        public double of(double seconds, long records) {
            return seconds * 1e6 / records;
        }
    };

    private final String title;

    Height(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** How high the point of a write is that took so long. */
    public abstract double of(double seconds, long records);
}
