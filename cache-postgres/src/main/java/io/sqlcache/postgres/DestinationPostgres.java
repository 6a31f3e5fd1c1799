package io.sqlcache.postgres;

import io.sqlcache.api.Secret;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Airbyte's destination-postgres, as far as a cache acts on it.
 *
 * @param host the server
 * @param port its port
 * @param database the database
 * @param schema the schema of the tables
 * @param username the role that connects
 * @param password its password, if it has one
 */
record DestinationPostgres(
        String host,
        int port,
        String database,
        String schema,
        String username,
        @Nullable Secret password) {

    private static final String DEFAULT_SCHEMA = "public";
    private static final Set<String> TLS_MODES_WITHOUT_PROMISE = Set.of("disable", "allow", "prefer");

    /** Reads a {@code config.json}; unknown properties are passed over, all violations are told at once. */
    static DestinationPostgres read(String json) {
        SettingRules rules = new SettingRules();
        JsonSettings settings = JsonSettings.read(json, rules);
        DestinationPostgres destination = read(settings, rules);
        refuseUnsupported(settings, rules);
        rules.check("Cannot use this configuration of destination-postgres");
        return destination;
    }

    private static DestinationPostgres read(JsonSettings settings, SettingRules rules) {
        Optional<String> host = settings.requiredText("host");
        host.ifPresent(value -> rules.host("host", value));
        Optional<Integer> port = settings.requiredInteger("port");
        port.ifPresent(value -> rules.port("port", value));
        Optional<String> database = settings.requiredText("database");
        database.ifPresent(value -> rules.identifier("database", value));
        Optional<String> schema = settings.text("schema");
        schema.ifPresent(value -> rules.schema("schema", value));
        Optional<String> username = settings.requiredText("username");
        username.ifPresent(value -> rules.identifier("username", value));
        Optional<Secret> password = settings.text("password").map(Secret::of);
        password.ifPresent(value -> rules.password("password", value));
        return new DestinationPostgres(
                host.orElse(""),
                port.orElse(PostgresConfig.DEFAULT_PORT),
                database.orElse(""),
                schema.orElse(DEFAULT_SCHEMA),
                username.orElse(""),
                password.orElse(null));
    }

    /** What would change where data goes, or who can read it on its way, is not to be passed over. */
    private static void refuseUnsupported(JsonSettings settings, SettingRules rules) {
        if (settings.isTrue("ssl")) {
            rules.add(
                    "ssl is true, and encrypted connections cannot be demanded yet: set it to false if that is acceptable");
        }
        settings.textWithin("ssl_mode", "mode")
                .filter(mode -> !TLS_MODES_WITHOUT_PROMISE.contains(mode))
                .ifPresent(mode -> rules.add(
                        "ssl_mode \"%s\" is not supported yet: only disable, allow and prefer are".formatted(mode)));
        settings.textWithin("tunnel_method", "tunnel_method")
                .filter(method -> !method.equals("NO_TUNNEL"))
                .ifPresent(method ->
                        rules.add("tunnel_method \"%s\" is not supported yet: only NO_TUNNEL is".formatted(method)));
        settings.text("jdbc_url_params")
                .filter(params -> !params.isBlank())
                .ifPresent(params -> rules.add("jdbc_url_params are not supported yet: leave them empty"));
        if (settings.isTrue("disable_type_dedupe")) {
            rules.add("disable_type_dedupe is true, and raw tables are not supported: a cache has typed tables only");
        }
        settings.text("cdc_deletion_mode")
                .filter(mode -> !mode.equals("Hard delete"))
                .ifPresent(mode -> rules.add(
                        "cdc_deletion_mode \"%s\" is not supported yet: only \"Hard delete\" is".formatted(mode)));
    }
}
