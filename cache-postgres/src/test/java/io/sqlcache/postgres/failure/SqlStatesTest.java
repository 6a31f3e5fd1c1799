package io.sqlcache.postgres.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT",
        "08001, TRANSIENT",
        "57P01, TRANSIENT",
        "57P02, TRANSIENT",
        "57P05, TRANSIENT",
        "57P03, TRANSIENT",
        "40001, TRANSIENT",
        "40P01, TRANSIENT",
        "53300, TRANSIENT",
        "53200, CONFIG",
        "53100, CONFIG",
        "53400, CONFIG",
        "55P03, TRANSIENT",
        "57014, TRANSIENT",
        "28P01, CONFIG",
        "28000, CONFIG",
        "3D000, CONFIG",
        "3F000, CONFIG",
        "42501, CONFIG",
        "42P01, CONFIG",
        "25006, CONFIG",
        "2BP01, CONFIG",
        "22P02, DATA",
        "22003, DATA",
        "23505, DATA",
        "54000, DATA",
        "22P05, CONFIG",
        "P0001, CONFIG",
        "42601, INTERNAL",
        "25P02, INTERNAL",
        "XX000, INTERNAL"
    })
    void theCodeSaysWhoCanAct(String state, Kind kind) {
        assertThat(SqlStates.kind(new SQLException("x", state))).isEqualTo(kind);
    }

    @Test
    void theFirstOfTheCausesThatKnowsDecides() {
        assertThat(SqlStates.kind(new SQLException("x", new SQLException("y", "23505"))))
                .isEqualTo(Kind.DATA);
        assertThat(SqlStates.kind(new SQLException("x", new RuntimeException(new SocketException("reset")))))
                .isEqualTo(Kind.TRANSIENT);
        assertThat(SqlStates.kind(new SQLException("x", "22P02", new IOException("y"))))
                .isEqualTo(Kind.DATA);
        assertThat(SqlStates.kind(new SQLTransientConnectionException("no connection within 30 s")))
                .isEqualTo(Kind.TRANSIENT);
        assertThat(SqlStates.kind(new SQLException("x"))).isEqualTo(Kind.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource({"53100, Make room on the disk of the database server", "53400, Raise this limit of the database server"
    })
    void lackOfRoomComesWithAdvice(String state, String advice) {
        SQLException failure = new SQLException("Cannot send rows", new SQLException("x", state));
        assertThat(SqlStates.advice(failure))
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith(advice).endsWith("it goes on from the last committed state."));
        assertThat(SqlStates.advice(new SQLException("x", "40001"))).isEmpty();
    }

    @Test
    void aCycleOfCausesEnds() {
        SQLException one = new SQLException("one");
        SQLException two = new SQLException("two", one);
        one.initCause(two);
        assertThat(SqlStates.kind(one)).isEqualTo(Kind.INTERNAL);
    }
}
