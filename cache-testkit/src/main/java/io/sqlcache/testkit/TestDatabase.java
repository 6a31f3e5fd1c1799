package io.sqlcache.testkit;

/** A real database the contract is checked on; found or started by the backend's tests. */
public interface TestDatabase extends AutoCloseable {

    @Override
    void close();
}
