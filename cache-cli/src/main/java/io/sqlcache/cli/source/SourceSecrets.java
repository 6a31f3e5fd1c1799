package io.sqlcache.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The secrets in a source's configuration, to be kept out of what is printed: the values of keys that sound like secrets. Thread-safe. */
public final class SourceSecrets {

    private static final Pattern SECRET_KEY = Pattern.compile(
            ".*(passw|passphrase|pwd|secret|token|credential|authorization|connection.?string|service.?account"
                    + "|(api|access|private|ssh|client|account|shared|master).?key).*",
            Pattern.CASE_INSENSITIVE);
    private static final String MASK = "****";

    /** Less would make other words unreadable, and is no secret. */
    private static final int SHORTEST = 3;

    /** The longest ones first, for one may be a part of another. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private SourceSecrets() {}

    /** Those of a configuration in JSON. */
    public static SourceSecrets of(String config) {
        SourceSecrets secrets = new SourceSecrets();
        secrets.learn(config);
        return secrets;
    }

    /** Adds those of another configuration in JSON. */
    public void learn(String config) {
        try {
            collect("", SourceJson.MAPPER.readTree(config));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON");
        }
    }

    /** The text with all secrets taken out. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private void collect(String key, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(property -> collect(property.getKey(), property.getValue()));
        } else if (value.isArray()) {
            value.forEach(element -> collect(key, element));
        } else if ((value.isTextual() || value.isNumber())
                && SECRET_KEY.matcher(key).matches()) {
            add(value.asText());
        }
    }

    /** As a whole, in the forms that logs show, and line by line, as logs are printed. */
    private void add(String secret) {
        Stream.concat(Stream.of(secret), secret.lines())
                .flatMap(part -> Stream.of(
                        part,
                        new String(JsonStringEncoder.getInstance().quoteAsString(part)),
                        URLEncoder.encode(part, StandardCharsets.UTF_8)))
                .filter(part -> part.length() >= SHORTEST)
                .forEach(secrets::add);
    }
}
