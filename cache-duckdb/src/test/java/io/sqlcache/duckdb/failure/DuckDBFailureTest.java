package io.sqlcache.duckdb.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDBFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TransactionContext Error: Conflict on tuple deletion! | TRANSIENT",
                "FATAL Error: Failed: database has been invalidated because of a previous fatal error | TRANSIENT",
                "TransactionContext Error: Cannot write to database \"b\" - transaction is launched in read-only mode | CONFIG",
                "Catalog Error: Table with name n does not exist! | CONFIG",
                "IO Error: Could not write file \"x\": No space left on device | CONFIG",
                "Binder Error: table \"t\" has 2 columns but 3 values were supplied | CONFIG",
                "something new | INTERNAL"
            })
    void wordsSayWhoCanAct(String message, Kind kind) {
        assertThat(DuckDBFailure.diagnose(new SQLException(message)).kind()).isEqualTo(kind);
    }

    @Test
    void whatIsSaidToPassPasses() {
        assertThat(DuckDBFailure.diagnose(new SQLTransientException("busy")).kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void fullDiskComesWithAdvice() {
        assertThat(DuckDBFailure.diagnose(new SQLException("IO Error: no space left on device"))
                        .advice())
                .contains("Make room");
    }
}
