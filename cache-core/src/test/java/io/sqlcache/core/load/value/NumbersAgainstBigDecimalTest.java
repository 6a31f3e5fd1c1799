package io.sqlcache.core.load.value;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.ColumnType;
import io.sqlcache.core.backend.LogicalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers are what BigDecimal says they are. */
class NumbersAgainstBigDecimalTest {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Random random = new Random(20240131);

    @Test
    void exactlyWhatBigDecimalReadsIsANumber() {
        DecimalText number = new DecimalText();

        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();

            for (int i = random.nextInt(8); i > 0; i--) {
                text.append("00123456789..eE+-".charAt(random.nextInt(17)));
            }

            byte[] bytes = text.toString().getBytes(US_ASCII);
            boolean parsed = number.parse(bytes, 0, bytes.length);

            assertThat(parsed).as("%s", text).isEqualTo(decimal(text.toString()) != null);
        }
    }

    @Test
    void bigintHoldsTheWholeNumbersOfItsRange() {
        for (int round = 0; round < 10_000; round++) {
            String literal = literal();
            BigDecimal value = new BigDecimal(literal);
            boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
            String expected = !whole
                    ? "null MISFIT"
                    : value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0
                            ? "null OVERFLOW"
                            : "long " + value.longValueExact();

            assertThat(Landing.of(LogicalType.INTEGER, Columns.BIGINT, literal))
                    .as("%s", literal)
                    .hasToString(expected);
        }
    }

    @Test
    void decimalsAreExactOrRoundedHalfUp() {
        for (int round = 0; round < 10_000; round++) {
            String literal = literal();
            BigDecimal value = new BigDecimal(literal);
            int precision = 1 + random.nextInt(30);
            int scale = random.nextInt(20);
            ColumnType column = Columns.numeric(precision, scale);
            BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
            Landing landing = Landing.of(LogicalType.NUMBER, column, literal);

            if (rounded.abs().compareTo(BigDecimal.ONE.scaleByPowerOfTen(precision - scale)) >= 0) {
                assertThat(landing).as("%s into %s", literal, column).hasToString("null OVERFLOW");
            } else {
                BigDecimal landed = new BigDecimal(landing.value().substring("decimal ".length()));

                assertThat(landed).as("%s into %s", literal, column).isEqualByComparingTo(rounded);
                assertThat(landed.scale()).as("%s into %s", literal, column).isLessThanOrEqualTo(scale);
                assertThat(landing.isExact())
                        .as("%s into %s", literal, column)
                        .isEqualTo(rounded.compareTo(value) == 0);
            }
        }
    }

    @Test
    void doublesAreTheNearest() {
        for (int round = 0; round < 10_000; round++) {
            String literal = round % 2 == 0 ? literal() : Double.toString(random.nextDouble() * 1e6);
            Landing landing = Landing.of(LogicalType.NUMBER, Columns.DOUBLE, literal);

            assertThat(landing.value()).isEqualTo("double " + Double.parseDouble(literal));

            if (round % 2 == 1) {
                assertThat(landing.isExact()).as("%s", literal).isTrue();
            }
        }
    }

    /** A number in JSON's spelling, near the bounds of everything more often than chance would have it. */
    private String literal() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(
                switch (random.nextInt(5)) {
                    case 0 -> "0";
                    case 1 -> "922337203685477580" + random.nextInt(10);
                    case 2 -> "9".repeat(1 + random.nextInt(25));
                    default -> (1 + random.nextInt(9)) + digits(random.nextInt(22));
                });

        if (random.nextBoolean()) {
            text.append('.').append(random.nextInt(4) == 0 ? "9".repeat(1 + random.nextInt(20)) : digits(20) + "0");
        }

        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(61) - 30);
        }

        return text.toString();
    }

    private String digits(int most) {
        StringBuilder digits = new StringBuilder();

        for (int i = most == 0 ? 0 : random.nextInt(most); i > 0; i--) {
            digits.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
        }

        return digits.toString();
    }

    private static @org.jspecify.annotations.Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
