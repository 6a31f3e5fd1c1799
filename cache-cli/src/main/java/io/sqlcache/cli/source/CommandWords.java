package io.sqlcache.cli.source;

import io.sqlcache.api.CacheException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into words at blanks as a shell does: quotes and backslashes, nothing else that a shell knows. For a command that is
 * handed over in one text, as from a variable or a file of settings; words behind {@code --} need no splitting.
 */
final class CommandWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private @Nullable StringBuilder word;
    private int position;

    private CommandWords(String line) {
        this.line = line;
    }

    /**
     * The words. {@code '...'} is taken as it is; in {@code "..."} a backslash stands before {@code "} and itself; outside of
     * both it stands before any character.
     *
     * @throws CacheException of kind {@code CONFIG} if a quote is not closed, or there is no word
     */
    static List<String> of(String line) {
        CommandWords splitter = new CommandWords(line);
        splitter.split();
        if (splitter.words.isEmpty()) {
            throw wrong("it is blank");
        }
        return List.copyOf(splitter.words);
    }

    private void split() {
        while (position < line.length()) {
            char next = line.charAt(position++);
            switch (next) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> literal();
                case '"' -> quoted();
                case '\\' -> word().append(escaped());
                default -> word().append(next);
            }
        }
        endWord();
    }

    private void literal() {
        int end = line.indexOf('\'', position);
        if (end < 0) {
            throw wrong("a ' is not closed");
        }
        word().append(line, position, end);
        position = end + 1;
    }

    private void quoted() {
        StringBuilder text = word();
        while (position < line.length()) {
            char next = line.charAt(position++);
            if (next == '"') {
                return;
            }
            boolean escapes = next == '\\' && position < line.length() && "\"\\".indexOf(line.charAt(position)) >= 0;
            text.append(escapes ? escaped() : next);
        }
        throw wrong("a \" is not closed");
    }

    private char escaped() {
        if (position == line.length()) {
            throw wrong("nothing follows its last backslash");
        }
        return line.charAt(position++);
    }

    /** The word that has begun, be it empty: quotes begin one too. */
    private StringBuilder word() {
        if (word == null) {
            word = new StringBuilder();
        }
        return word;
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }

    /** Without the line, which may hold a secret. */
    private static CacheException wrong(String reason) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot use the source command: %s. Give a program and its arguments, such as 'python3 main.py'."
                        .formatted(reason));
    }
}
