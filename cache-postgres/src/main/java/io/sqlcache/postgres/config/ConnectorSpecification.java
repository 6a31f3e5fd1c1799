package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Airbyte's platform is told of the destination, made of {@link DestinationProperties}. */
final class ConnectorSpecification {

    private static final String DOCUMENTATION = "https://docs.airbyte.com/integrations/destinations/postgres";
    private static final List<String> SYNC_MODES = List.of("overwrite", "append", "append_dedup");

    private ConnectorSpecification() {}

    static String json() {
        ObjectNode specification = JsonSettings.object();
        specification.put("documentationUrl", DOCUMENTATION);
        specification.set("connectionSpecification", schema());
        specification.put("supportsIncremental", true);
        specification.put("supportsNormalization", false);
        specification.put("supportsDBT", false);
        ArrayNode modes = specification.putArray("supported_destination_sync_modes");
        SYNC_MODES.forEach(modes::add);
        return JsonSettings.text(specification);
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonSettings.object();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Postgres Destination Specification");
        DestinationProperties.MODEL.describe(schema);
        ArrayNode groups = schema.putArray("groups");
        DestinationProperties.GROUPS.forEach(
                group -> groups.addObject().put("id", group.getKey()).put("title", group.getValue()));
        return schema;
    }
}
