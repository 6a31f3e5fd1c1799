package io.sqlcache.postgres.config;

import io.sqlcache.api.CdcDeletion;
import java.util.Objects;

/**
 * How tables are made and kept.
 *
 * @param numberType of columns that are made for numbers
 * @param dropCascade whether what depends on a column that needs another type is dropped, each with a warning; else it is an error
 *     that names them
 * @param cdcDeletion what a merge does with deleted records of a CDC source, unless the request of the write says
 */
public record TableSettings(NumberType numberType, boolean dropCascade, CdcDeletion cdcDeletion) {

    /** Unconstrained, nothing is dropped, hard. */
    public static final TableSettings DEFAULT = new TableSettings(NumberType.UNCONSTRAINED, false, CdcDeletion.HARD);

    public TableSettings {
        Objects.requireNonNull(numberType, "numberType");
        Objects.requireNonNull(cdcDeletion, "cdcDeletion");
    }
}
