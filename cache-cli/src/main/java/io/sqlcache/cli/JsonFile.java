package io.sqlcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sqlcache.api.CacheException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads small files of settings, and says what is wrong with one without showing any of it. */
final class JsonFile {

    private static final String NOT_UTF_8 = "it is not UTF-8 text; save it as UTF-8";

    private JsonFile() {}

    /**
     * The text of a file that holds one JSON object in UTF-8.
     *
     * @param role what the file is for: {@code config}
     * @throws CacheException of kind {@code CONFIG} if it cannot be read or holds something else
     */
    static String readObject(String role, Path file) {
        String text = read(role, file);
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw failure(role, file, "it is not a JSON object", null);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw failure(role, file, "something follows its JSON object", null);
            }
            return text;
        } catch (JsonProcessingException e) {
            // The parser's own message quotes what it found, and that may be a password.
            JsonLocation place = e.getLocation();
            String reason = "it is not JSON, see line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
            throw failure(role, file, reason, null);
        } catch (IOException e) {
            throw failure(role, file, e.toString(), e);
        }
    }

    private static String read(String role, Path file) {
        if (looksLikeJson(file.toString())) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot read the %s file: JSON text was given. Give the path of a JSON file.".formatted(role));
        }
        try {
            String text = Files.readString(file);
            if (text.indexOf('\0') >= 0) {
                throw failure(role, file, NOT_UTF_8, null);
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw failure(role, file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw failure(role, file, "permission denied", e);
        } catch (CharacterCodingException e) {
            throw failure(role, file, NOT_UTF_8, e);
        } catch (IOException e) {
            throw failure(
                    role, file, Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether an argument is such a file's text in place of its path; it may hold a password. */
    static boolean looksLikeJson(String argument) {
        return argument.stripLeading().startsWith("{");
    }

    private static CacheException failure(String role, Path file, String reason, @Nullable Throwable cause) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot read the %s file \"%s\": %s. Give the path of a JSON file.".formatted(role, file, reason),
                cause);
    }
}
