package io.sqlcache.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\n\t\u0001\u007f", "\ud7ff\ue000\ufffd\uffff", "😀", "\ud83d\ude00x"})
    void everyWholeCharacterButNulIsStorable(String text) {
        assertThat(StorableText.is(text)).isTrue();
        assertThat(StorableText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\ud83d", "\ude00", "\ude00\ud83d", "a\0", "a\ud83db"})
    void nulAndHalvesOfCharactersAreNot(String text) {
        assertThat(StorableText.is(text)).isFalse();
        assertThat(StorableText.is(StorableText.of(text))).isTrue();
    }

    @Test
    void eachOfThemIsReplacedByOneCharacter() {
        assertThat(StorableText.of("a\0b\ud83dc😀\ude00")).isEqualTo("a\ufffdb\ufffdc😀\ufffd");
    }
}
