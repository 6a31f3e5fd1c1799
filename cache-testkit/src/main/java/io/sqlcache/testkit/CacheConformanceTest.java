package io.sqlcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.SqlBackend;
import java.lang.reflect.Method;
import java.util.List;
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
 * The contract of a cache, in {@link #groups} that are each to be extended once for each backend. A group is one nested class a
 * concern; the groups know nothing of each other and may run at once.
 *
 * <p>Every test uses a schema of its own and drops it. What a backend cannot do, as its {@link SqlBackend#capabilities}
 * say, is asserted to be refused; what it should do but does not is listed as a {@link KnownGap}.
 */
@Timeout(120)
public abstract class CacheConformanceTest implements TestedBackend {

    @RegisterExtension
    static final InvocationInterceptor KNOWN_GAPS = new KnownGapExtension();

    /** The whole contract. */
    public static List<Class<? extends CacheConformanceTest>> groups() {
        return List.of(
                LoadConformanceTest.class,
                SessionConformanceTest.class,
                RuleConformanceTest.class,
                ValueConformanceTest.class,
                RandomStreamsConformanceTest.class);
    }

    @Test
    final void everyKnownGapNamesATestOfTheContract() {
        assertThat(knownGaps())
                .allSatisfy(gap -> assertThat(tests(gap.contract()))
                        .as("the tests of contract %s", gap.contract())
                        .contains(gap.test()));
    }

    private static Stream<String> tests(String contract) {
        return groups().stream()
                .flatMap(CacheConformanceTest::contracts)
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
}
