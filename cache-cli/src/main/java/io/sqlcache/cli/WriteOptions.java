package io.sqlcache.cli;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.WriteRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command writes, but for its strategy, whose default each has for itself. */
final class WriteOptions {

    @Option(
            names = "--source-name",
            paramLabel = "NAME",
            defaultValue = "source",
            description = "The source, under whose name its state is stored. Default: ${DEFAULT-VALUE}.")
    private String sourceName;

    @Option(
            names = "--cdc-deletion",
            paramLabel = "MODE",
            description =
                    "What a merge does with records that a CDC source marks as deleted: ${COMPLETION-CANDIDATES}."
                            + " HARD deletes the row, SOFT keeps it with its _ab_cdc_deleted_at. Default: what the config.json says, else HARD.")
    private @Nullable CdcDeletion cdcDeletion;

    @Mixin
    private RetryOptions retry;

    @Mixin
    private LeaseOptions lease;

    WriteOptions() {}

    String sourceName() {
        return sourceName;
    }

    /** A request to write these streams. */
    WriteRequest.Builder request(ConfiguredCatalog catalog) {
        WriteRequest.Builder request = WriteRequest.of(catalog)
                .sourceName(sourceName)
                .retry(retry.policy())
                .lease(lease.policy());
        return cdcDeletion == null ? request : request.cdcDeletion(cdcDeletion);
    }
}
