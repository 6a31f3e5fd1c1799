package io.sqlcache.cli;

import io.sqlcache.api.LeasePolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How writes of the same stream keep out of each other's way. */
final class LeaseOptions {

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "30s",
            description =
                    "How long the streams stay this write's after it last gave a sign of life; the next write of them"
                            + " waits that long after a crash. Default: ${DEFAULT-VALUE}.")
    private Duration term;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "2m",
            description = "How long to wait for streams that another write has; 0 is refused at once."
                    + " Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    LeaseOptions() {}

    /** The policy. */
    LeasePolicy policy() {
        return new LeasePolicy(term, patience);
    }
}
