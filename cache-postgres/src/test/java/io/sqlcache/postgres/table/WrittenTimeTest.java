package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** The text of a date or a point in time, where a driver cannot read it. */
class WrittenTimeTest {

    @Test
    void leapDaysBeforeChristAreRead() throws SQLException {
        assertThat(WrittenTime.read("0001-02-29 BC", LocalDate::from)).isEqualTo("0000-02-29");
        assertThat(WrittenTime.read("4713-02-29 23:59:59.999999 BC", LocalDateTime::from))
                .isEqualTo("-4712-02-29T23:59:59.999999");
        assertThat(WrittenTime.read("0005-02-29 12:00:00.5+00 BC", OffsetDateTime::from))
                .isEqualTo("-0004-02-29T12:00:00.5Z");
    }

    @Test
    void daysAfterChristAreReadWithYearsOfAnyLength() throws SQLException {
        assertThat(WrittenTime.read("2024-02-29", LocalDate::from)).isEqualTo("2024-02-29");
        assertThat(WrittenTime.read("294276-12-31 23:59:59.999999", LocalDateTime::from))
                .isEqualTo("+294276-12-31T23:59:59.999999");
    }

    @Test
    void offsetsMayHaveMinutesAndSeconds() throws SQLException {
        assertThat(WrittenTime.read("2024-02-29 12:00:00-05:30", OffsetDateTime::from))
                .isEqualTo("2024-02-29T12:00:00-05:30");
        assertThat(WrittenTime.read("1883-11-18 12:00:00-04:56:02", OffsetDateTime::from))
                .isEqualTo("1883-11-18T12:00:00-04:56:02");
    }

    @Test
    void textThatIsNoTimeIsNamed() {
        assertThatThrownBy(() -> WrittenTime.read("tomorrow", LocalDate::from))
                .isInstanceOf(SQLDataException.class)
                .hasMessage("\"tomorrow\" cannot be read as a date or a time");
        assertThatThrownBy(() -> WrittenTime.read("0003-02-29 BC", LocalDate::from))
                .isInstanceOf(SQLDataException.class)
                .hasMessage("\"0003-02-29 BC\" cannot be read as a date or a time");
    }
}
