package io.sqlcache.testkit;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Expects the tests of known gaps to fail. */
final class KnownGapExtension implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test, context);
    }

    private static void run(Invocation<@Nullable Void> test, ExtensionContext context) throws Throwable {
        Optional<KnownGap> gap = gap(context);
        if (gap.isEmpty()) {
            test.proceed();
            return;
        }
        try {
            test.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            throw new TestAbortedException(
                    "Known gap %s, see %s: %s".formatted(gap.get(), gap.get().issue(), e), e);
        }
        throw new AssertionError("The known gap %s (%s) is none any more: take it off knownGaps()"
                .formatted(gap.get(), gap.get().issue()));
    }

    private static Optional<KnownGap> gap(ExtensionContext context) {
        String contract = context.getRequiredTestClass().getSimpleName();
        String test = context.getRequiredTestMethod().getName();
        return context.getRequiredTestInstances()
                .findInstance(CacheConformanceTest.class)
                .flatMap(suite -> suite.knownGaps().stream()
                        .filter(gap ->
                                gap.contract().equals(contract) && gap.test().equals(test))
                        .findFirst());
    }
}
