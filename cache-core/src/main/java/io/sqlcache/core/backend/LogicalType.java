package io.sqlcache.core.backend;

/**
 * The types of the Airbyte protocol, as the catalog's JSON schema spells them.
 *
 * @see <a href="https://docs.airbyte.com/understanding-airbyte/supported-data-types">Airbyte data types</a>
 */
public enum LogicalType {
    STRING,
    BOOLEAN,
    INTEGER,
    /** Whole numbers of any size: the legacy {@code airbyte_type} big_integer. */
    BIG_INTEGER,
    NUMBER,
    DATE,
    TIMESTAMP_WITH_TIMEZONE,
    TIMESTAMP_WITHOUT_TIMEZONE,
    TIME_WITH_TIMEZONE,
    TIME_WITHOUT_TIMEZONE,
    OBJECT,
    ARRAY,
    /** Any JSON value: unions, {@code oneOf}, and schemas without a type. */
    ANY
}
