package io.sqlcache.api;

/**
 * What a merge does with a record that a CDC source marks as deleted: one whose {@code _ab_cdc_deleted_at} is not null.
 *
 * @see <a href="https://docs.airbyte.com/integrations/destinations/postgres">{@code cdc_deletion_mode} of Airbyte's destinations</a>
 */
public enum CdcDeletion {
    /** The row of its key is deleted. */
    HARD,
    /** The record is merged like any other, so that the row says when it was deleted. */
    SOFT
}
