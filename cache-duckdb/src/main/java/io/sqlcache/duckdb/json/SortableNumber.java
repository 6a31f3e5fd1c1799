package io.sqlcache.duckdb.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number of any size as a text that is in order with others of its kind: the sign, where the point is, the digits. Of numbers below zero the digits
 * are turned round, and something behind them stands above every digit, so that fewer digits are more.
 */
final class SortableNumber {

    /** As a column of numbers takes them. */
    private static final Pattern NUMERIC = Pattern.compile("[+-]?[0-9]{1,255}([.][0-9]{1,255})?");

    /** More than any exponent is. */
    private static final long MIDDLE = 5_000_000_000L;

    private static final String BELOW_ZERO = "0";
    private static final String ZERO = "1";
    private static final String ABOVE_ZERO = "2";
    private static final String ABOVE_EVERY_DIGIT = "~";

    private SortableNumber() {}

    /** Of a number, or a string that is one; empty for anything else. */
    static Optional<String> of(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(of(value.decimalValue()));
        }
        return value.isTextual() && NUMERIC.matcher(value.textValue()).matches()
                ? Optional.of(of(new BigDecimal(value.textValue())))
                : Optional.empty();
    }

    static String of(BigDecimal number) {
        if (number.signum() == 0) {
            return ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        String point = String.format(Locale.ROOT, "%010d", MIDDLE + stripped.precision() - stripped.scale());
        return number.signum() > 0
                ? ABOVE_ZERO + point + digits
                : BELOW_ZERO + turned(point + digits) + ABOVE_EVERY_DIGIT;
    }

    private static String turned(String digits) {
        StringBuilder turned = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> turned.append((char) ('9' - digit + '0')));
        return turned.toString();
    }
}
