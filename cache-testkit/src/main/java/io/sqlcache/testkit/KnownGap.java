package io.sqlcache.testkit;

/**
 * A test of the contract that a backend is known to fail, and the issue that says why.
 *
 * <p>While the test fails, it is reported as skipped; once it passes, the build fails until the gap is taken off the list.
 *
 * @param contract the nested class of {@link CacheConformanceTest}: {@code Merge}
 * @param test the name of its test method
 * @param issue where the gap is described
 */
public record KnownGap(String contract, String test, String issue) {

    public KnownGap {
        if (contract.isBlank() || test.isBlank() || issue.isBlank()) {
            throw new IllegalArgumentException(
                    "A known gap needs a contract, a test and an issue: \"%s\", \"%s\", \"%s\""
                            .formatted(contract, test, issue));
        }
    }

    @Override
    public String toString() {
        return contract + "." + test;
    }
}
