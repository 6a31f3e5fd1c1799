package io.sqlcache.cli;

import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.ConfiguredCatalog;
import io.sqlcache.api.RetryPolicy;
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

    @Option(
            names = "--ignore-namespace",
            description =
                    "Take a stream of the source for the one of the catalog that has its name, whatever their namespaces"
                            + " are, if the catalog has one of that name only.")
    private boolean ignoreNamespace;

    @Mixin
    private RetryOptions retry;

    @Mixin
    private LeaseOptions lease;

    WriteOptions() {}

    RetryPolicy retry() {
        return retry.policy();
    }

    boolean ignoreNamespace() {
        return ignoreNamespace;
    }

    String sourceName() {
        return sourceName;
    }

    /** A request to write these streams. */
    WriteRequest.Builder request(ConfiguredCatalog catalog) {
        WriteRequest.Builder request = WriteRequest.of(catalog)
                .sourceName(sourceName)
                .retry(retry.policy())
                .lease(lease.policy());
        if (ignoreNamespace) {
            request.ignoreNamespace();
        }
        return cdcDeletion == null ? request : request.cdcDeletion(cdcDeletion);
    }
}
