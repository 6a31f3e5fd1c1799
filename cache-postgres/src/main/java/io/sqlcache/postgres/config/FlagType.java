package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** True or false. */
record FlagType() implements PropertyType<Boolean> {

    @Override
    public Optional<Boolean> read(JsonNode value, String path, SettingRules rules) {
        return value.isBoolean()
                ? Optional.of(value.booleanValue())
                : PropertyType.mismatch(value, path, "true or false", rules);
    }

    @Override
    public JsonNode write(Boolean value) {
        return BooleanNode.valueOf(value);
    }

    @Override
    public void describe(ObjectNode schema) {
        schema.put("type", "boolean");
    }
}
