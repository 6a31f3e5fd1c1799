package io.sqlcache.core.backend;

/** Turns the names of streams and fields into names of tables and columns. Stateless and thread-safe. */
public interface NameNormalizer {

    /**
     * The physical name for a logical one; the same input always gives the same name, but two inputs may share it.
     *
     * @param logical any text, also empty
     * @return a name that the database accepts when quoted and does not shorten
     */
    String normalize(String logical);

    /**
     * A physical name for a logical one whose {@link #normalize normal} name is taken: with a hash of the identity.
     *
     * @param logical any text, also empty
     * @param identity what makes this name different from the one that took its normal form
     */
    String distinct(String logical, String identity);
}
