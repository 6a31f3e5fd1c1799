package io.sqlcache.cli;

import io.sqlcache.api.WriteStrategy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A strategy as it is spelled on the command line: {@code from-catalog} for {@code FROM_CATALOG}. */
final class StrategyName implements ITypeConverter<WriteStrategy> {

    private static final List<String> NAMES =
            Arrays.stream(WriteStrategy.values()).map(StrategyName::of).toList();

    StrategyName() {}

    static String of(WriteStrategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public WriteStrategy convert(String value) {
        String name = value.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(WriteStrategy.values())
                .filter(strategy -> of(strategy).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "\"%s\" is no strategy; choose one of %s".formatted(value, String.join(", ", NAMES))));
    }

    /** The names to choose from, for help texts. */
    static final class Candidates implements Iterable<String> {

        Candidates() {}

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }
}
