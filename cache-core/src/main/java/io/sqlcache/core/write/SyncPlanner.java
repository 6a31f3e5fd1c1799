package io.sqlcache.core.write;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CdcDeletion;
import io.sqlcache.api.SqlConfig;
import io.sqlcache.api.StreamId;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.core.backend.Capability;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.core.backend.TableName;
import io.sqlcache.core.backend.TableOperations;
import io.sqlcache.core.catalog.CatalogReader;
import io.sqlcache.core.catalog.ConfiguredStream;
import io.sqlcache.core.catalog.InternalColumn;
import io.sqlcache.core.catalog.LoadMethod;
import io.sqlcache.core.catalog.NameAssignment;
import io.sqlcache.core.catalog.RefusedStreams;
import io.sqlcache.core.catalog.SourceField;
import io.sqlcache.core.catalog.StrategyResolver;
import io.sqlcache.core.catalog.StreamPlan;
import io.sqlcache.core.sql.Capabilities;
import io.sqlcache.core.sql.Transactions;
import io.sqlcache.core.state.RegisteredStream;
import io.sqlcache.core.state.StreamRegistry;
import io.sqlcache.core.table.FinishedGenerations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a write: strategy, table and columns of each stream. Names are stored before any row is read. */
public final class SyncPlanner {

    private final TableOperations tables;
    private final Transactions transactions;
    private final StreamRegistry registry;
    private final NameAssignment names;
    private final String prefix;
    private final String schema;
    private final CdcDeletion deletion;
    private final Capabilities capabilities;
    private final FinishedGenerations generations;

    /** Of one open cache. */
    public SyncPlanner(
            SqlBackend backend,
            Capabilities capabilities,
            Transactions transactions,
            StreamRegistry registry,
            SqlConfig config) {
        this.capabilities = capabilities;
        this.tables = backend.tables();
        this.transactions = transactions;
        this.registry = registry;
        this.names = new NameAssignment(backend.names());
        this.generations = new FinishedGenerations(backend.tables(), config.schemaName());
        this.prefix = config.tablePrefix();
        this.schema = config.schemaName();
        this.deletion = config.cdcDeletion();
    }

    /** The streams that the request is about. */
    static List<ConfiguredStream> streams(WriteRequest request) {
        List<ConfiguredStream> streams = CatalogReader.read(request.catalog());
        requireKnown(request, streams);
        return streams;
    }

    /** The plans of the streams that are not refused, by their entries in the catalog or by this. */
    List<StreamPlan> plan(WriteRequest request, RefusedStreams refused) {
        return transactions.run("plan the write into schema \"" + schema + "\"", sql -> plan(sql, request, refused));
    }

    private static void requireKnown(WriteRequest request, List<ConfiguredStream> streams) {
        Set<StreamId> known = streams.stream().map(ConfiguredStream::id).collect(Collectors.toSet());
        for (StreamId id : new TreeSet<>(request.strategies().keySet())) {
            if (!known.contains(id)) {
                throw new CacheException(
                        CacheException.Kind.CONFIG,
                        "Cannot apply the strategy %s to stream \"%s\": the catalog does not have it; it has %s."
                                .formatted(request.strategies().get(id), id, new TreeSet<>(known)));
            }
        }
    }

    private List<StreamPlan> plan(DSLContext sql, WriteRequest request, RefusedStreams refused) {
        List<ConfiguredStream> streams = refused.catalog();
        registry.lock(sql);
        Map<StreamId, RegisteredStream> registered = registry.ownOfWrite(sql);
        Set<String> known = registry.tableNames(sql);
        Set<String> taken = new HashSet<>(known);
        adopt(registry.foreign(sql, registered.keySet()), streams, taken, registered);
        List<StreamPlan> plans = new ArrayList<>();
        for (ConfiguredStream stream : streams) {
            refused.unlessRefused(stream.id(), () -> plan(sql, request, stream, registered.get(stream.id()), taken))
                    .ifPresent(plan -> {
                        taken.add(plan.tableName());
                        plans.add(plan);
                    });
        }
        registry.save(sql, request.sourceName(), plans, known);
        return plans;
    }

    /** What PyAirbyte has begun is continued, also by a stream with a namespace, which it does not know. */
    private static void adopt(
            Map<StreamId, RegisteredStream> foreign,
            List<ConfiguredStream> streams,
            Set<String> taken,
            Map<StreamId, RegisteredStream> registered) {
        for (RegisteredStream begun : foreign.values()) {
            List<StreamId> namesakes = streams.stream()
                    .map(ConfiguredStream::id)
                    .filter(id -> id.name().equals(begun.id().name()))
                    .toList();
            // Two of its streams may share a table, as its names are cut and fall together; the first has it.
            if (taken.add(begun.tableName()) && namesakes.size() == 1) {
                registered.putIfAbsent(namesakes.get(0), begun);
            }
        }
    }

    private StreamPlan plan(
            DSLContext sql,
            WriteRequest request,
            ConfiguredStream stream,
            @Nullable RegisteredStream known,
            Set<String> taken) {
        if (known != null && !known.sourceName().equals(request.sourceName())) {
            throw new CacheException(
                    CacheException.Kind.CONFIG,
                    "Cannot write stream \"%s\" of source \"%s\": its table \"%s\" belongs to source \"%s\". Give this source another table prefix or schema, or the same source name if it is the same."
                            .formatted(stream.id(), request.sourceName(), known.tableName(), known.sourceName()));
        }
        String tableName = known == null ? tableName(stream.id(), taken) : known.tableName();
        Map<String, String> columns = columns(sql, stream, tableName, known == null ? Map.of() : known.columns());
        StreamPlan plan = new StreamPlan(
                stream,
                method(request, stream),
                tableName,
                columns,
                Objects.requireNonNullElse(request.cdcDeletion(), deletion),
                known == null ? OptionalLong.empty() : known.resumableGeneration(),
                false);
        return generations.onTopOfWhatIsThere(sql, plan);
    }

    private LoadMethod method(WriteRequest request, ConfiguredStream stream) {
        LoadMethod method =
                StrategyResolver.resolve(stream, request.strategies().getOrDefault(stream.id(), request.strategy()));
        if (method.mergesByKey() && !capabilities.has(Capability.NESTED_KEYS)) {
            Stream.concat(stream.primaryKey().stream(), Stream.of(stream.cursor()))
                    .filter(path -> path.size() > 1)
                    .findFirst()
                    .ifPresent(path -> {
                        throw capabilities.lacking(
                                Capability.NESTED_KEYS,
                                "merge stream \"%s\" by %s inside of \"%s\"".formatted(stream.id(), path, path.get(0)),
                                "use APPEND, or a key and cursor that are fields of the record itself");
                    });
        }
        return method;
    }

    /** Columns of a table that others made, an Airbyte destination for one, may be spelled as their fields: these are found before new ones are made. */
    private Map<String, String> columns(
            DSLContext sql, ConfiguredStream stream, String tableName, Map<String, String> known) {
        List<String> fields = stream.fields().stream().map(SourceField::name).toList();
        Map<String, String> named = new HashMap<>(known);
        if (!known.keySet().containsAll(fields)) {
            tables.find(sql, new TableName(schema, tableName))
                    .ifPresent(table -> fields.stream()
                            .filter(field -> !InternalColumn.names().contains(field))
                            .filter(field -> table.column(field).isPresent() && !named.containsValue(field))
                            .forEach(field -> named.putIfAbsent(field, field)));
        }
        return names.columns(fields, named);
    }

    private String tableName(StreamId id, Set<String> taken) {
        String identity = Objects.requireNonNullElse(id.namespace(), "") + '\0' + id.name();
        return names.free(prefix + id.name(), identity, taken);
    }
}
