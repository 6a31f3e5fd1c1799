package io.sqlcache.postgres.table;

import io.sqlcache.core.backend.Repertoire;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * The characters of a database's encoding. Java's charsets have the same as the server's conversions of these encodings, but for what is
 * named here; of others (LATIN6, LATIN8, EUC_TW, EUC_JIS_2004, MULE_INTERNAL) it has none or another: there the server decides, and refuses.
 */
public final class ServerEncoding {

    private static final String UTF8 = "UTF8";

    /** No encoding: bytes are what a client says they are, and ours are UTF-8. */
    private static final String BYTES = "SQL_ASCII";

    private static final String EUC_JP = "EUC_JP";

    /** What is full-width in the one's table and not in the other's. */
    private static final String NOT_IN_EUC_JP = "\u00a2\u00a3\u00a5\u00ac\u2014\u2016\u203e\u2212\u301c";

    private static final String ALSO_IN_EUC_JP = "\u2015\u2225\uff0d\uffe0\uffe1\uffe2\uffe4";

    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("LATIN1", "ISO-8859-1"),
            Map.entry("LATIN2", "ISO-8859-2"),
            Map.entry("LATIN3", "ISO-8859-3"),
            Map.entry("LATIN4", "ISO-8859-4"),
            Map.entry("LATIN5", "ISO-8859-9"),
            Map.entry("LATIN7", "ISO-8859-13"),
            Map.entry("LATIN9", "ISO-8859-15"),
            Map.entry("LATIN10", "ISO-8859-16"),
            Map.entry("ISO_8859_5", "ISO-8859-5"),
            Map.entry("ISO_8859_6", "ISO-8859-6"),
            Map.entry("ISO_8859_7", "ISO-8859-7"),
            Map.entry("ISO_8859_8", "ISO-8859-8"),
            Map.entry("WIN866", "IBM866"),
            Map.entry("WIN874", "x-windows-874"),
            Map.entry("WIN1250", "windows-1250"),
            Map.entry("WIN1251", "windows-1251"),
            Map.entry("WIN1252", "windows-1252"),
            Map.entry("WIN1253", "windows-1253"),
            Map.entry("WIN1254", "windows-1254"),
            Map.entry("WIN1255", "windows-1255"),
            Map.entry("WIN1256", "windows-1256"),
            Map.entry("WIN1257", "windows-1257"),
            Map.entry("WIN1258", "windows-1258"),
            Map.entry("KOI8R", "KOI8-R"),
            Map.entry("KOI8U", "KOI8-U"),
            Map.entry("EUC_CN", "GB2312"),
            Map.entry("EUC_KR", "EUC-KR"),
            Map.entry(EUC_JP, "x-eucJP-Open"));

    private ServerEncoding() {}

    /**
     * What text of this encoding can hold; empty if that is not known.
     *
     * @param encoding as the server names it
     */
    public static Optional<Repertoire> repertoire(String encoding) {
        return switch (encoding) {
            case UTF8 -> Optional.of(Repertoire.UNICODE);
            case BYTES -> Optional.of(Repertoire.ofBytes());
            default -> characters(encoding).map(points -> Repertoire.of(points::get));
        };
    }

    /** Those beyond ASCII; empty if they are not known, or if this Java comes without its rarer charsets. */
    static Optional<BitSet> characters(String encoding) {
        String charset = CHARSETS.get(encoding);
        if (charset == null || !Charset.isSupported(charset)) {
            return Optional.empty();
        }
        BitSet points = all(Charset.forName(charset).newEncoder());
        if (encoding.equals(EUC_JP)) {
            NOT_IN_EUC_JP.chars().forEach(points::clear);
            ALSO_IN_EUC_JP.chars().forEach(points::set);
        }
        return Optional.of(points);
    }

    /** None of these encodings goes beyond the Basic Multilingual Plane. */
    private static BitSet all(CharsetEncoder encoder) {
        BitSet points = new BitSet();
        for (char point = 0x80; point < Character.MAX_VALUE; point++) {
            if (encoder.canEncode(point)) {
                points.set(point);
            }
        }
        return points;
    }
}
