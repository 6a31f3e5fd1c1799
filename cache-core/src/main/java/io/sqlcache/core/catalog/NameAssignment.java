package io.sqlcache.core.catalog;

import io.sqlcache.core.backend.NameNormalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
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
     * @param fields the fields of the schema, in order: of two new ones that fall together the first has the plain name
     * @param given columns assigned before, by field; all of them stay
     */
    public Map<String, String> columns(Collection<String> fields, Map<String, String> given) {
        Map<String, String> columns = new LinkedHashMap<>(given);
        Set<String> taken = new HashSet<>(given.values());
        taken.addAll(InternalColumn.names());
        for (String field : fields) {
            if (!columns.containsKey(field)) {
                String column = free(field, field, taken);
                taken.add(column);
                columns.put(field, column);
            }
        }
        return columns;
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
