package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The specification says of every property what the reader goes by. */
class ConnectorSpecificationTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V7);

    private final ObjectNode specification = JsonSettings.read(DestinationPostgres.specification());
    private final JsonNode schema = specification.path("connectionSpecification");
    private final JsonSchema validator = SCHEMAS.getSchema(schema);
    private final long seed = Long.getLong("sqlcache.random.seed", new Random().nextLong());
    private final RandomDestinations destinations = new RandomDestinations(seed);

    @Test
    void itIsWhatThePlatformExpects() {
        assertThat(specification.path("documentationUrl").asText()).startsWith("https://docs.airbyte.com/");
        assertThat(specification.path("supportsIncremental").asBoolean()).isTrue();
        assertThat(specification.path("supported_destination_sync_modes"))
                .hasToString("[\"overwrite\",\"append\",\"append_dedup\"]");
        assertThat(schema.path("additionalProperties").asBoolean()).isTrue();
        assertThat(schema.path("required")).hasToString("[\"host\",\"database\",\"username\"]");
        assertThat(SCHEMAS.getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"))
                        .validate(schema))
                .isEmpty();
    }

    @Test
    void everyPropertyHasItsTypeDefaultAndChoices() {
        assertThat(lines(schema))
                .containsExactly(
                        "0 host string",
                        "1 port integer 1..65535 =5432",
                        "2 database string",
                        "3 schema string =\"public\"",
                        "4 username string",
                        "5 password string secret",
                        "6 ssl boolean =false",
                        "7 ssl_mode object",
                        "8 cdc_deletion_mode string [\"Hard delete\",\"Soft delete\"] =\"Hard delete\"",
                        "9 jdbc_url_params string",
                        "10 raw_data_schema string",
                        "11 disable_type_dedupe boolean =false",
                        "12 drop_cascade boolean =false",
                        "13 unconstrained_number boolean =false",
                        "14 tunnel_method object ={\"tunnel_method\":\"NO_TUNNEL\"}");
        assertThat(schema.path("properties")).allSatisfy(property -> {
            assertThat(property.path("title").asText()).isNotBlank();
            assertThat(property.path("description").asText()).endsWith(".");
            assertThat(property.path("group").asText()).isIn("connection", "sync_behavior", "advanced");
        });
        assertThat(schema.at("/properties/cdc_deletion_mode/always_show").asBoolean())
                .isTrue();
        assertThat(schema.path("groups")).hasSize(3);
    }

    @Test
    void everySslModeHasItsProperties() {
        List<String> client = List.of(
                "client_certificate string secret lines",
                "client_key string secret lines",
                "client_key_password string secret");
        assertThat(variants("ssl_mode", "mode"))
                .containsExactly(
                        "disable [\"mode\"]",
                        "allow [\"mode\"]",
                        "prefer [\"mode\"]",
                        "require [\"mode\"] " + String.join(", ", client),
                        "verify-ca [\"mode\"] ca_certificate string secret lines, " + String.join(", ", client),
                        "verify-full [\"mode\"] ca_certificate string secret lines, " + String.join(", ", client));
    }

    @Test
    void everyTunnelMethodHasItsProperties() {
        String server = "tunnel_host string, tunnel_port integer 1..65535 =22, tunnel_user string, ";
        String checks = "host_key string, known_hosts string, unknown_host string [\"accept\",\"refuse\"] =\"accept\"";
        assertThat(variants("tunnel_method", "tunnel_method"))
                .containsExactly(
                        "NO_TUNNEL [\"tunnel_method\"]",
                        "SSH_KEY_AUTH [\"tunnel_method\",\"tunnel_host\",\"tunnel_user\",\"ssh_key\"] " + server
                                + "ssh_key string secret lines, ssh_key_passphrase string secret, " + checks,
                        "SSH_PASSWORD_AUTH [\"tunnel_method\",\"tunnel_host\",\"tunnel_user\",\"tunnel_user_password\"] "
                                + server + "tunnel_user_password string secret, " + checks);
    }

    private List<String> variants(String union, String discriminator) {
        List<String> variants = new ArrayList<>();
        for (JsonNode variant : schema.path("properties").path(union).path("oneOf")) {
            JsonNode name = variant.path("properties").path(discriminator);
            assertThat(name.path("default")).isEqualTo(name.path("const"));
            assertThat(name.path("order").asInt()).isZero();
            String others = lines(variant).stream()
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .filter(line -> !line.startsWith(discriminator + " "))
                    .collect(Collectors.joining(", "));
            variants.add((name.path("const").asText() + " " + variant.path("required") + " " + others).strip());
        }
        return variants;
    }

    /** A line a property: order, name, type, limits, choices, default. */
    private static List<String> lines(JsonNode object) {
        List<String> lines = new ArrayList<>();
        object.path("properties").properties().forEach(property -> {
            JsonNode details = property.getValue();
            String line = details.path("order").asInt() + " " + property.getKey() + " "
                    + details.path("type").asText();
            if (details.has("minimum")) {
                line += " " + details.path("minimum") + ".." + details.path("maximum");
            }
            line += details.has("enum") ? " " + details.path("enum") : "";
            line += details.path("airbyte_secret").asBoolean() ? " secret" : "";
            line += details.path("multiline").asBoolean() ? " lines" : "";
            lines.add(line + (details.has("default") ? " =" + details.path("default") : ""));
        });
        return lines;
    }

    @Test
    void whateverIsWrittenIsValid() {
        for (int i = 0; i < 300; i++) {
            JsonNode json = JsonSettings.read(destinations.next().toJsonWithSecrets());
            assertThat(validator.validate(json)).as("seed %d: %s", seed, json).isEmpty();
        }
    }

    /** What the reader accepts the schema accepts, and what one refuses the other refuses, one violation at a time. */
    @Test
    void readerAndSchemaRefuseTheSame() {
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            ObjectNode valid = JsonSettings.read(destinations.next().toJsonWithSecrets());
            for (ObjectNode changed : changes(valid)) {
                boolean fits = validator.validate(changed).isEmpty();
                String text = JsonSettings.text(changed);
                if (fits) {
                    assertThatCode(() -> DestinationPostgres.fromJson(text))
                            .as("seed %d: %s", seed, text)
                            .doesNotThrowAnyException();
                } else {
                    refused++;
                    assertThatThrownBy(() -> DestinationPostgres.fromJson(text))
                            .as("seed %d: %s", seed, text)
                            .hasMessageStartingWith("Cannot use this configuration of destination-postgres: $.");
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    /** The object with each of its properties left out, or of another type or beyond its limits, within its objects too. */
    private static List<ObjectNode> changes(ObjectNode valid) {
        List<ObjectNode> changes = new ArrayList<>();
        JsonNodeFactory values = JsonNodeFactory.instance;
        ArrayNode others = values.arrayNode()
                .add(true)
                .add(7)
                .add(70_000)
                .add(-1)
                .add(1.5)
                .add(new BigDecimal("2.0"))
                .add(values.objectNode())
                .add(values.arrayNode());
        for (String name : names(valid)) {
            // What properties must be like together is not for a form.
            if (!name.equals("client_certificate") && !name.equals("client_key")) {
                changes.add(valid.deepCopy().without(name));
            }
            for (JsonNode other : others) {
                changes.add(valid.deepCopy().set(name, other));
            }
            boolean chosen = List.of(
                            "mode", "tunnel_method", "cdc_deletion_mode", "unknown_host", "ssl", "port", "tunnel_port")
                    .contains(name);
            if (chosen) {
                changes.add(valid.deepCopy().put(name, "another"));
            }
            if (valid.path(name) instanceof ObjectNode within) {
                changes(within).forEach(part -> changes.add(valid.deepCopy().set(name, part)));
            }
        }
        return changes;
    }

    private static List<String> names(ObjectNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }
}
