package io.sqlcache.duckdb.conformance;

import io.sqlcache.testkit.LoadConformanceTest;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each way in which rows come into tables; the whole contract is in the gate. */
@Tag("sample")
class DuckDBSampleTest extends LoadConformanceTest implements OnDuckDB {

    private static final Set<String> SAMPLE = Set.of("Append", "Replace");

    @RegisterExtension
    static final ExecutionCondition CHOICE = DuckDBSampleTest::choice;

    private static ConditionEvaluationResult choice(ExtensionContext context) {
        boolean nested = context.getTestMethod().isEmpty()
                && context.getTestClass().filter(Class::isMemberClass).isPresent();
        return !nested || SAMPLE.contains(context.getRequiredTestClass().getSimpleName())
                ? ConditionEvaluationResult.enabled("in the sample, or within it")
                : ConditionEvaluationResult.disabled("in the gate");
    }
}
