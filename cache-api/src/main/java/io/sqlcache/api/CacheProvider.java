package io.sqlcache.api;

/** Opens the caches of one kind of database; found by {@link java.util.ServiceLoader}. */
public interface CacheProvider {

    /** The provider's name, as in {@code postgres}. */
    String name();
}
