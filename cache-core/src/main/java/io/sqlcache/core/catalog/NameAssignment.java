package io.sqlcache.core.catalog;

import io.sqlcache.core.backend.NameNormalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives names to columns and tables: a name once given never moves, and no two share one. */
public final class NameAssignment {

    private final NameNormalizer names;

    public NameAssignment(NameNormalizer names) {
        this.names = names;
    }

    /**
     * The column of every field.
     *
     * <p>A field that left and came back in other letters ({@code Email}, {@code email}) is the same field: it keeps its
     * column, and the former spelling is forgotten.
     *
     * @param fields the fields of the schema, in order: of two new ones that fall together the first has the plain name
     * @param given columns assigned before, by field; all of them stay
     */
    public Map<String, String> columns(Collection<String> fields, Map<String, String> given) {
        Map<String, String> columns = new LinkedHashMap<>(given);
        Set<String> taken = new HashSet<>(given.values());
        taken.addAll(InternalColumn.names());
        Set<String> present = Set.copyOf(fields);
        for (String field : fields) {
            if (!columns.containsKey(field)) {
                Optional<String> former = formerSpelling(field, present, columns);
                String column = former.map(columns::remove).orElseGet(() -> free(field, field, taken));
                taken.add(column);
                columns.put(field, column);
            }
        }
        return columns;
    }

    /** Of several the one whose column has the plain name, which is the first of the names that begin with it. */
    private static Optional<String> formerSpelling(String field, Set<String> present, Map<String, String> columns) {
        return columns.keySet().stream()
                .filter(other -> other.equalsIgnoreCase(field) && !present.contains(other))
                .min(Comparator.comparing(columns::get));
    }

    /**
     * A name for something new.
     *
     * @param logical its name in the source
     * @param identity what sets it apart from others of the same normal name
     * @param taken names that it cannot have
     */
    public String free(String logical, String identity, Set<String> taken) {
        String plain = names.normalize(logical);
        if (!taken.contains(plain) && !isReserved(plain)) {
            return plain;
        }
        String distinct = names.distinct(logical, identity);
        for (int i = 1; taken.contains(distinct); i++) {
            distinct = names.distinct(logical, identity + '\0' + i);
        }
        return distinct;
    }

    /** Names that tables and columns of our own, or PyAirbyte's, have or may have later. */
    private static boolean isReserved(String name) {
        return name.startsWith("_sqlcache_")
                || name.equals("_airbyte_streams")
                || name.equals("_airbyte_state")
                || name.equals("_airbyte_destination_state");
    }
}
