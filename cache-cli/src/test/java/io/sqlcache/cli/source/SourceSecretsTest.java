package io.sqlcache.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceSecretsTest {

    @Test
    void valuesOfKeysThatSoundSecretAreMasked() {
        SourceSecrets secrets = SourceSecrets.of("""
                {"host": "db", "Password": "pa$$", "credentials": {"auth_type": "oauth", "api_key": "key-1", "client_secret": 42424242},
                 "tokens": ["t-one", "t-two"]}""");

        assertThat(secrets.mask("db oauth pa$$ key-1 42424242 t-one t-two"))
                .isEqualTo("db oauth **** **** **** **** ****");
    }

    @Test
    void otherFormsOfASecretAreMasked() {
        SourceSecrets secrets = SourceSecrets.of("{\"password\": \"a\\\"b c\\\\d\"}");

        assertThat(secrets.mask("a\"b c\\d|a\\\"b c\\\\d|a%22b+c%5Cd")).isEqualTo("****|****|****");
    }

    @Test
    void keyOfManyLinesIsMaskedLineByLine() {
        SourceSecrets secrets =
                SourceSecrets.of("{\"private_key\": \"-----BEGIN-----\\nMIIEabc\\nxyz123\\n-----END-----\"}");

        assertThat(secrets.mask("read MIIEabc and xyz123")).isEqualTo("read **** and ****");
    }

    @Test
    void longerSecretIsMaskedBeforeAPartOfIt() {
        SourceSecrets secrets = SourceSecrets.of("{\"password\": \"open\", \"token\": \"opensesame\"}");

        assertThat(secrets.mask("opensesame open")).isEqualTo("**** ****");
    }

    @Test
    void secretsOfAChangedConfigurationAreMaskedTooAndTheOldOnesStay() {
        SourceSecrets secrets = SourceSecrets.of("{\"refresh_token\": \"first-one\"}");

        secrets.learn("{\"refresh_token\": \"second-one\"}");

        assertThat(secrets.mask("first-one second-one")).isEqualTo("**** ****");
    }

    @Test
    void emptyAndTinyValuesAreLeft() {
        assertThat(SourceSecrets.of("{\"password\": \"\", \"token\": \"ab\"}").mask("ab ba"))
                .isEqualTo("ab ba");
    }
}
