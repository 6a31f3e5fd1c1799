package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.SqlConfig;
import io.sqlcache.core.backend.SqlBackend;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The contract of a cache, to be extended once for each backend: one nested class a concern.
 *
 * <p>Every test uses a schema of its own and drops it. What a backend cannot do, as its {@link SqlBackend#capabilities}
 * say, is asserted to be refused; what it should do but does not is listed as a {@link KnownGap}.
 */
@Timeout(120)
public abstract class CacheConformanceTest {

    @RegisterExtension
    static final InvocationInterceptor KNOWN_GAPS = new KnownGapExtension();

    /** The configuration of a cache in the given schema, without a table prefix. The schema may not exist. */
    protected abstract SqlConfig config(String schema);

    /**
     * Connects the backend under test; what it gives is closed by the caller. Decorate it here to test a variant, such as one
     * with another {@link SqlBackend#open sink}.
     *
     * @param config one that {@link #config} gave
     */
    protected abstract SqlBackend connect(SqlConfig config);

    /** The tests that are known to fail; each needs an issue, and fails when it starts to pass. */
    protected Set<KnownGap> knownGaps() {
        return Set.of();
    }

    /**
     * A query for the number of connections that the database serves, the asking one included; empty if it cannot be asked.
     * With it {@code Leak} asserts that a closed cache has none left.
     */
    protected Optional<String> connectionCount() {
        return Optional.empty();
    }

    /**
     * A statement that puts the sessions of later connections into a time zone, if the database has one of its own.
     *
     * @param zone its name in the IANA database: {@code America/St_Johns}
     */
    protected Optional<String> timeZoneOfNewSessions(String zone) {
        return Optional.empty();
    }

    @Test
    final void everyKnownGapNamesATestOfTheContract() {
        assertThat(knownGaps())
                .allSatisfy(gap -> assertThat(tests(gap.contract()))
                        .as("the tests of contract %s", gap.contract())
                        .contains(gap.test()));
    }

    private static Stream<String> tests(String contract) {
        return contracts(CacheConformanceTest.class)
                .filter(nested -> nested.getSimpleName().equals(contract))
                .flatMap(nested -> ReflectionSupport.streamMethods(
                        nested,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN))
                .map(Method::getName);
    }

    private static Stream<Class<?>> contracts(Class<?> group) {
        return ReflectionSupport.streamNestedClasses(
                        group, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                .flatMap(nested -> Stream.concat(Stream.of(nested), contracts(nested)));
    }

    @Nested
    class Check extends CheckContract {
        Check() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Append extends AppendContract {
        Append() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Replace extends ReplaceContract {
        Replace() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class ReplaceFailure extends ReplaceFailureContract {
        ReplaceFailure() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Merge extends MergeContract {
        Merge() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class CdcDeletions extends CdcDeletionContract {
        CdcDeletions() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class NestedKeys extends NestedKeyContract {
        NestedKeys() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class NestedCursors extends NestedCursorContract {
        NestedCursors() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Cursor extends CursorContract {
        Cursor() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class StrategyResolution extends StrategyResolutionContract {
        StrategyResolution() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class State extends StateContract {
        State() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class GlobalState extends GlobalStateContract {
        GlobalState() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Checkpoint extends CheckpointContract {
        Checkpoint() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Lease extends LeaseContract {
        Lease() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class LiveInput extends LiveInputContract {
        LiveInput() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class EarlyEnd extends EarlyEndContract {
        EarlyEnd() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class EarlyGlobalEnd extends EarlyGlobalEndContract {
        EarlyGlobalEnd() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Interleaving extends InterleavingContract {
        Interleaving() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Status extends StatusContract {
        Status() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Ending extends SourceEndingContract {
        Ending() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Input extends InputContract {
        Input() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class BrokenInput extends BrokenInputContract {
        BrokenInput() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Read extends ReadContract {
        Read() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Leak extends LeakContract {
        Leak() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Values extends ValueContracts {
        Values() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Names extends NamesContract {
        Names() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class TableNames extends TableNamesContract {
        TableNames() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Generations extends GenerationContract {
        Generations() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class AbandonedRefreshes extends AbandonedRefreshContract {
        AbandonedRefreshes() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Sharing extends SharingContract {
        Sharing() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Evolution extends EvolutionContracts {
        Evolution() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class RandomStreams extends RandomStreamsContract {
        RandomStreams() {
            super(CacheConformanceTest.this);
        }
    }

    @Nested
    class Capabilities extends CapabilityContract {
        Capabilities() {
            super(CacheConformanceTest.this);
        }
    }
}
