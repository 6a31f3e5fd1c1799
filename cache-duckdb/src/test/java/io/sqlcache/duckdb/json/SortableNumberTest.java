package io.sqlcache.duckdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortableNumberTest {

    @Test
    void textsAreInTheOrderOfTheNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal one = number(random);
            BigDecimal other = random.nextInt(10) == 0 ? one.setScale(one.scale() + 3) : number(random);

            assertThat(Integer.signum(SortableNumber.of(one).compareTo(SortableNumber.of(other))))
                    .as("%s and %s", one, other)
                    .isEqualTo(one.compareTo(other));
        }
    }

    /** Many that have a sign, a size or the first digits in common. */
    private static BigDecimal number(Random random) {
        BigInteger digits = new BigInteger(1 + random.nextInt(70), random);
        BigDecimal number = new BigDecimal(digits, random.nextInt(60) - 30);
        return random.nextBoolean() ? number : number.negate();
    }
}
