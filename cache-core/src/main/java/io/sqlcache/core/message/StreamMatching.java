package io.sqlcache.core.message;

/** Which of the expected streams one that a source names is. */
public enum StreamMatching {
    /** The one of that name and namespace. */
    EXACT,
    /** That one; else the one of that name, whatever the namespaces are, if there is one of it only. */
    BY_NAME
}
