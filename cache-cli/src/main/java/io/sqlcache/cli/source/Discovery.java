package io.sqlcache.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens to one {@code discover} of a source. Used once. */
final class Discovery {

    private final SourceListener listener;
    private @Nullable JsonNode catalog;
    private @Nullable JsonNode error;
    private boolean sentNuls;

    Discovery(SourceListener listener) {
        this.listener = listener;
    }

    /**
     * Reads to the end and gives the catalog.
     *
     * @throws CacheException that says why there is none
     */
    DiscoveredCatalog run(SourceProcess process) throws IOException, InterruptedException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            line(line);
        }
        Optional<String> failure = process.failure();
        if (error != null) {
            throw sourceError(error.path("message").asText("the source gave no message"));
        }
        if (failure.isPresent()) {
            throw failure(Kind.DATA, failure.get() + "; it may have said why above");
        }
        if (catalog == null && sentNuls) {
            throw failure(Kind.DATA, "it prints UTF-16, and messages are in UTF-8; set its output to UTF-8");
        }
        if (catalog == null) {
            throw failure(Kind.CONFIG, "it sent no CATALOG message; give the command of an Airbyte source");
        }
        return DiscoveredCatalog.of(catalog);
    }

    private void line(String line) {
        if (line.indexOf('\0') >= 0) {
            sentNuls = true; // as in no text in UTF-8
            return;
        }
        if (!line.stripLeading().startsWith("{")) {
            if (!line.isBlank()) {
                listener.logged("INFO", line);
            }
            return;
        }
        try {
            message(SourceJson.read(line));
        } catch (JsonProcessingException e) {
            listener.logged("WARN", "A line of the source's catalog output is not JSON and is skipped");
        }
    }

    private void message(JsonNode message) {
        switch (message.path("type").asText()) {
            case "CATALOG" -> catalog = message.path("catalog");
            case "LOG" ->
                listener.logged(
                        message.path("log").path("level").asText("INFO"),
                        message.path("log").path("message").asText());
            case "CONTROL" -> control(message.path("control"));
            case "TRACE" -> {
                if (message.path("trace").path("type").asText().equals("ERROR") && error == null) {
                    error = message.path("trace").path("error");
                }
            }
            default -> {
                // Nothing else matters here.
            }
        }
    }

    private void control(JsonNode control) {
        JsonNode config = control.path("connectorConfig").path("config");
        if (control.path("type").asText().equals("CONNECTOR_CONFIG") && config.isObject()) {
            listener.configured(Secret.of(config.toString()));
        }
    }

    private CacheException sourceError(String message) {
        String type = error == null ? "" : error.path("failure_type").asText();
        Kind kind =
                type.equals("config_error") ? Kind.CONFIG : type.equals("transient_error") ? Kind.TRANSIENT : Kind.DATA;
        return failure(kind, "it says: " + message);
    }

    private static CacheException failure(Kind kind, String reason) {
        return new CacheException(kind, "Cannot discover the streams of the source: %s.".formatted(reason));
    }
}
