package io.sqlcache.duckdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonFunctionsTest {

    private static final JsonPath WHOLE = new JsonPath(List.of());
    private static final JsonPath INSIDE = new JsonPath(List.of("a b", "c\"d"));

    @Test
    void keysOfEqualJsonAreEqual() {
        assertThat(key("{\"b\":1.0,\"a\":[10e-1, -0]}")).isEqualTo(key(" { \"a\" : [1,0.0], \"b\":1}"));
        assertThat(key("0.12345678901234567890")).isNotEqualTo(key("0.12345678901234567891"));
        assertThat(key("1")).isNotEqualTo(key("\"1\"")).isNotEqualTo(key("true"));
        assertThat(key("\"\\u0041\"")).isEqualTo(key("\"A\""));
        assertThat(key("1e999999999")).isNotEqualTo(key("1e999999998"));
    }

    @Test
    void nothingIsNull() {
        assertThat(key("null")).isNull();
        assertThat(key("")).isNull();
        assertThat(key("{no json")).isNull();
        assertThat(JsonFunctions.KEY.of(INSIDE, "{\"a b\":[{\"c\\\"d\":1}]}")).isNull();
        assertThat(JsonFunctions.KEY.of(INSIDE, "{\"a b\":{\"c\\\"d\":7}}")).isEqualTo("7");
    }

    @Test
    void numbersComeBeforeTextsAndNothingElseIsANumber() {
        assertThat(JsonFunctions.ORDER.of(WHOLE, "1e300")).isLessThan(JsonFunctions.ORDER.of(WHOLE, "\"\""));
        assertThat(JsonFunctions.NUMBER.of(WHOLE, "\"12\"")).isEqualTo(JsonFunctions.NUMBER.of(WHOLE, "12.0"));
        assertThat(JsonFunctions.NUMBER.of(WHOLE, "\"12x\"")).isNull();
        assertThat(JsonFunctions.NUMBER.of(WHOLE, "true")).isNull();
        assertThat(JsonFunctions.TEXT.of(WHOLE, "\"x\\n\"")).isEqualTo("x\n");
    }

    @Test
    void pathIsReadAsItIsWritten() {
        assertThat(JsonPath.read(INSIDE.toString())).isEqualTo(INSIDE);
    }

    private static @Nullable String key(String json) {
        return JsonFunctions.KEY.of(WHOLE, json);
    }
}
