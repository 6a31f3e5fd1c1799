package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.Secret;
import java.util.List;

/** Makes a {@link DestinationPostgres} of JSON, and keeps what it does not know. */
final class DestinationReader {

    /** In the models of Airbyte's API, and in what PyAirbyte makes of them; never in a connector's configuration. */
    private static final List<String> TYPE_PROPERTIES = List.of("destinationType", "DESTINATION_TYPE");

    private static final String TYPE = "postgres";

    private DestinationReader() {}

    static DestinationPostgres read(ObjectNode json) {
        SettingRules rules = new SettingRules();
        checkType(json, rules);
        var known = DestinationProperties.MODEL.read(json, "$", rules);
        rules.check(DestinationPostgres.FAILURE);
        ObjectNode additional = json.deepCopy().without(TYPE_PROPERTIES);
        return known.orElseThrow().toBuilder()
                .additionalProperties(Secret.of(JsonSettings.text(additional)))
                .build();
    }

    /** Notes that the configuration is another destination's. */
    static void checkType(ObjectNode json, SettingRules rules) {
        for (String property : TYPE_PROPERTIES) {
            JsonNode type = json.path(property);
            if (!type.isMissingNode() && !type.isNull() && !TYPE.equals(type.textValue())) {
                rules.add("$.%s: is not \"%s\"".formatted(property, TYPE));
            }
        }
    }

    /** A configuration with these unknown properties. */
    static ObjectNode tree(DestinationPostgres destination, Secret additional) {
        ObjectNode json = DestinationProperties.MODEL.write(destination);
        restore(json, JsonSettings.read(additional.reveal()));
        return json;
    }

    /** What of these properties is unknown, always in the same order. */
    static Secret unknownTo(DestinationPostgres destination, Secret additional) {
        return Secret.of(JsonSettings.text(DestinationProperties.MODEL.unknown(tree(destination, additional))));
    }

    /** Puts unknown properties back; what is known is not touched. */
    private static void restore(ObjectNode json, ObjectNode unknown) {
        unknown.properties().forEach(property -> {
            JsonNode known = json.path(property.getKey());
            if (known instanceof ObjectNode object && property.getValue() instanceof ObjectNode within) {
                restore(object, within);
            } else if (known.isMissingNode() && !DestinationProperties.isKnown(property.getKey())) {
                json.set(property.getKey(), property.getValue());
            }
        });
    }
}
