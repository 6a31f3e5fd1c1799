package io.sqlcache.postgres.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sqlcache.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Secrets that are kept elsewhere: {@code secret_reference::NAME} stands for the environment variable of that name, {@code
 * secret_reference::file:PATH} for the text of a file, without a line end at its end.
 */
final class SecretReferences {

    private static final String PREFIX = "secret_reference::";
    private static final String FILE = "file:";

    private final Map<String, String> environment;
    private final SettingRules rules;

    SecretReferences(Map<String, String> environment, SettingRules rules) {
        this.environment = environment;
        this.rules = rules;
    }

    static boolean isReference(Secret secret) {
        return secret.reveal().startsWith(PREFIX);
    }

    /** The configuration with values in place of references. */
    static DestinationPostgres resolved(DestinationPostgres destination, Map<String, String> environment) {
        SettingRules rules = new SettingRules();
        ObjectNode tree = DestinationProperties.MODEL.replaceSecrets(
                destination.toTree(), new SecretReferences(environment, rules)::resolve);
        rules.check("Cannot find the secrets that the configuration of destination-postgres refers to");
        return DestinationReader.read(tree);
    }

    /** The value; the text itself if it is no reference, or if there is no such secret, which is noted. */
    String resolve(String text) {
        if (!text.startsWith(PREFIX)) {
            return text;
        }
        String name = text.substring(PREFIX.length());
        return name.startsWith(FILE) ? ofFile(text, name.substring(FILE.length())) : ofEnvironment(text, name);
    }

    private String ofEnvironment(String reference, String name) {
        String value = environment.get(name);
        if (value == null) {
            rules.add("\"%s\": there is no environment variable \"%s\"; set it".formatted(reference, name));
            return reference;
        }
        return value;
    }

    private String ofFile(String reference, String path) {
        try {
            return Files.readString(Path.of(path)).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            rules.add("\"%s\": the file \"%s\" cannot be read (%s)"
                    .formatted(reference, path, e.getClass().getSimpleName()));
            return reference;
        }
    }
}
