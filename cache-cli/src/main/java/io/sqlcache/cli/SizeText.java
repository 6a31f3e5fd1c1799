package io.sqlcache.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people type it: {@code 256MiB}, {@code 1GiB}, {@code 1.5GB}, {@code 1000000}. */
final class SizeText implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([kmgt]?i?b)?");

    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L);

    SizeText() {}

    @Override
    public Long convert(String value) {
        Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (size.matches()) {
            Long unit = UNITS.get(size.group(2) == null ? "b" : size.group(2));
            BigDecimal bytes = unit == null ? null : new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
            if (bytes != null && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
                return bytes.longValue();
            }
        }
        throw new TypeConversionException(
                "\"%s\" is no size; write a number with its unit: 256MiB, 1GiB, 500MB; or bytes".formatted(value));
    }
}
