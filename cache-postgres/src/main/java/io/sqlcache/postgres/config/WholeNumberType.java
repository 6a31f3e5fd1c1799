package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/** A whole number from {@code least} to {@code most}; as JSON schema has it, {@code 5432.0} is one. */
record WholeNumberType(int least, int most) implements PropertyType<Integer> {

    @Override
    public Optional<Integer> read(JsonNode value, String path, SettingRules rules) {
        if (!value.isNumber()) {
            return PropertyType.mismatch(value, path, "a whole number", rules);
        }
        BigDecimal number = value.decimalValue();
        if (number.stripTrailingZeros().scale() > 0) {
            rules.add(path + ": is a fraction, not a whole number");
            return Optional.empty();
        }
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            rules.add("%s: %sis not between %d and %d".formatted(path, told(number), least, most));
            return Optional.empty();
        }
        return Optional.of(number.intValueExact());
    }

    /** A long number in the wrong place may be a password. */
    private static String told(BigDecimal number) {
        return number.precision() - number.scale() <= 6 ? number.intValue() + " " : "";
    }

    @Override
    public JsonNode write(Integer value) {
        return IntNode.valueOf(value);
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "integer").put("minimum", least).put("maximum", most);
    }

    @Override
    public void check(Integer value, String path, SettingRules rules) {
        if (value < least || value > most) {
            rules.add("%s: %d is not between %d and %d".formatted(path, value, least, most));
        }
    }
}
