package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says what is wrong with a line, and where; never what is in it, since the parser's words quote the data. */
final class BrokenLine {

    private static final Pattern QUOTED = Pattern.compile("'.*'", Pattern.DOTALL);
    private static final Pattern IN_BRACKETS = Pattern.compile("\\([^()]*\\)");
    private static final Pattern BRACKETS_AND_GAPS = Pattern.compile("[ ()]+");

    private BrokenLine() {}

    /** Without the cause, whose message quotes the data. */
    static CacheException of(LineSource line, IOException problem) {
        long offset = line.end();
        if (problem instanceof MalformedMessage malformed) {
            offset = malformed.offset();
        } else if (problem instanceof JsonProcessingException json && json.getLocation() != null) {
            offset = json.getLocation().getByteOffset();
        }
        long column = Math.max(1, Math.min(offset, line.end()) - line.start() + 1);
        return new CacheException(
                Kind.DATA,
                "Cannot read line " + line.number() + " of the input: " + reason(problem) + ", at byte " + column
                        + " of the line. Correct the source and run it again from its last state.");
    }

    private static String reason(IOException problem) {
        if (problem instanceof MalformedMessage malformed) {
            return String.valueOf(malformed.getMessage());
        }
        if (problem instanceof JsonEOFException) {
            return "it ends in the middle of the message";
        }
        String words = problem instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(problem.getMessage());
        return "it is not valid JSON: " + withoutQuotations(words);
    }

    /** The parser quotes what it read, and explains in brackets. */
    private static String withoutQuotations(String words) {
        String rest = QUOTED.matcher(words).replaceAll("");
        String before = "";
        while (!rest.equals(before)) {
            before = rest;
            rest = IN_BRACKETS.matcher(rest).replaceAll("");
        }
        return BRACKETS_AND_GAPS
                .matcher(rest)
                .replaceAll(" ")
                .replace(" :", ":")
                .strip();
    }
}
