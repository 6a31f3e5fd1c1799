package io.sqlcache.core.sql;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.SqlBackend;
import java.util.Set;

/** What the backend can do beyond the minimum; what it cannot is refused by name. */
public final class Capabilities {

    private final String backend;
    private final Set<Capability> capabilities;

    /** Of this backend. */
    public Capabilities(SqlBackend backend) {
        this.backend = backend.jooqDialect().getName();
        this.capabilities = Set.copyOf(backend.capabilities());
    }

    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }

    /** The refusal of something that the backend would need this capability for. */
    public CacheException lacking(Capability capability, String refused, String instead) {
        return new CacheException(
                CacheException.Kind.CONFIG,
                "Cannot %s: the backend for %s does not have the capability %s; %s."
                        .formatted(refused, backend, capability, instead));
    }
}
