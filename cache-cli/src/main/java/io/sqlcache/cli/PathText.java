package io.sqlcache.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path as people type it. JSON that was given in its place is not repeated: it may hold a password. */
final class PathText implements ITypeConverter<Path> {

    PathText() {}

    @Override
    public Path convert(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            // Also of any letter that the locale does not know: in the locale C that is all but ASCII.
            throw new TypeConversionException(
                    JsonFile.looksLikeJson(value)
                            ? "JSON text was given. Give the path of a JSON file."
                            : "\"%s\" is no path: %s. If there is such a file, set the locale: LC_ALL=C.UTF-8"
                                    .formatted(value, e.getReason()));
        }
    }
}
