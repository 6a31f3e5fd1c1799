package io.sqlcache.testkit.h2;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.h2.H2Backend;
import io.sqlcache.core.h2.H2Config;
import io.sqlcache.testkit.KnownGap;
import io.sqlcache.testkit.TestedBackend;
import java.util.Optional;
import java.util.Set;

/** The contract on a database that is nothing like PostgreSQL: proves that the contract, and the SPI, are of no one database. */
interface OnH2 extends TestedBackend {

    @Override
    default SqlConfig config(String schema) {
        return new H2Config("contract", schema);
    }

    @Override
    default SqlBackend connect(SqlConfig config) {
        return new H2Backend((H2Config) config);
    }

    @Override
    default Optional<String> connectionCount() {
        return Optional.of("select count(*) from information_schema.sessions");
    }

    @Override
    default Set<KnownGap> knownGaps() {
        return Set.of(
                // The length of a column counts code points for us, and UTF-16 units for H2.
                new KnownGap("ExistingColumns", "textBeyondTheLengthIsCutBetweenCharactersAndTold", "issue 3"));
    }
}
