package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PostgresConfigTest {

    private static PostgresConfigBuilder settings() {
        return PostgresConfig.builder().host("db").database("d").username("u");
    }

    @Test
    void everyViolationIsToldAtOnce() {
        assertThatThrownBy(() -> PostgresConfig.builder()
                        .host(" ")
                        .port(70_000)
                        .database("d\0")
                        .username("")
                        .password("s3cret\0")
                        .schemaName("ä".repeat(32))
                        .tablePrefix("x".repeat(64))
                        .connectTimeout(Duration.ofSeconds(-1))
                        .socketTimeout(Duration.ofDays(8))
                        .build())
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG))
                .hasMessage(
                        "Cannot use these PostgreSQL settings: host is blank; port 70000 is not between 1 and 65535; "
                                + "database contains a NUL character; username is blank; password contains a NUL character; "
                                + "schema \"" + "ä".repeat(32) + "\" is 64 bytes long; PostgreSQL's limit is 63; "
                                + "table prefix \"" + "x".repeat(64) + "\" is 64 bytes long; PostgreSQL's limit is 63; "
                                + "connect timeout PT-1S is not between zero and 7 days; "
                                + "socket timeout PT192H is not between zero and 7 days.");
    }

    @Test
    void whatIsNotOneHostIsRefused() {
        for (String host : List.of("a,b", "a/b", "u@h", "a b", "a\nb", "h?x=1", "h:5432/db", "[::1")) {
            assertThatThrownBy(() -> settings().host(host).build())
                    .as(host)
                    .hasMessageContaining("is not the name or address of one host");
        }
    }

    @Test
    void schemasThatPostgresKeepsForItselfAreRefused() {
        assertThatThrownBy(() -> settings().schemaName("pg_temp").build()).hasMessageContaining("begins with \"pg_\"");
    }

    @Test
    void theDefaultsAreThoseOfPyAirbyte() {
        PostgresConfig config = settings().build();
        assertThat(config.port()).isEqualTo(5432);
        assertThat(config.schemaName()).isEqualTo("airbyte_raw");
        assertThat(config.tablePrefix()).isEmpty();
        assertThat(config.password()).isNull();
    }

    @Test
    void theUrlEncodesTheDatabaseAndHoldsNoCredentials() {
        assertThat(settings()
                        .host("::1")
                        .port(1)
                        .database("a/b?c=ü & d")
                        .username("me")
                        .password("s3cret")
                        .build()
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:1/a%2Fb%3Fc%3D%C3%BC+%26+d");
        assertThat(settings().host("[fe80::1]").build().host()).isEqualTo("fe80::1");
    }

    @Test
    void thePasswordNeverPrints() {
        PostgresConfig config = settings().password("s3cret").build();
        assertThat(config.toString() + config.jdbcUrl() + config.configHash() + config.place())
                .doesNotContain("s3cret");
    }

    @Test
    void thePasswordIsNotPartOfAnyJson() throws JsonProcessingException {
        PostgresConfig config = settings().password("s3cret").build();
        JsonMapper eager = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
                .build();
        assertThat(eager.writeValueAsString(config.password())).isEqualTo("{}");
    }

    @Test
    void theHashSaysWhichTablesAreReachedAndNothingElse() {
        String hash = settings().build().configHash();
        List<UnaryOperator<PostgresConfigBuilder>> same = List.of(
                b -> b.host("DB"),
                b -> b.username("other"),
                b -> b.password("x"),
                b -> b.lockTimeout(Duration.ZERO),
                b -> b.sslMode(new SslMode.Require()),
                b -> b.driverParameter("options", "x"),
                b -> b.dropCascade());
        assertThat(same)
                .allSatisfy(
                        change -> assertThat(change.apply(settings()).build().configHash())
                                .isEqualTo(hash));
        List<UnaryOperator<PostgresConfigBuilder>> others = List.of(
                b -> b.host("db2"),
                b -> b.port(1),
                b -> b.database("D"),
                b -> b.schemaName("s"),
                b -> b.tablePrefix("p"),
                b -> b.schemaName("a").tablePrefix("b"),
                b -> b.schemaName("ab"),
                b -> b.tunnel(bastion("t", 22)),
                b -> b.tunnel(bastion("t", 23)),
                b -> b.tunnel(bastion("t2", 22)));
        Set<String> hashes = others.stream()
                .map(change -> change.apply(settings()).build().configHash())
                .collect(Collectors.toSet());
        assertThat(hashes).hasSize(others.size()).doesNotContain(hash).allMatch(h -> h.matches("[0-9a-f]{16}"));
    }

    /** Behind it, the same name may be another host. */
    private static TunnelMethod bastion(String host, int port) {
        return new TunnelMethod.PasswordAuthentication(host, port, "v", Secret.of("s3cret"), HostKeyCheck.standard());
    }

    @Test
    void whoLogsInToTheBastionAndHowDoesNotMatterForTheHash() {
        TunnelMethod byKey = new TunnelMethod.KeyAuthentication(
                "T", "w", Secret.of("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"));
        assertThat(settings().tunnel(byKey).build().configHash())
                .isEqualTo(settings().tunnel(bastion("t", 22)).build().configHash());
    }

    @Test
    void whatIsWrongWithTlsAndTunnelIsToldWithTheRest() {
        assertThatThrownBy(() -> settings()
                        .port(0)
                        .sslMode(new SslMode.Require(null, Secret.of("s3cret"), null))
                        .tunnel(bastion("s3cret@t", 0))
                        .build())
                .hasMessageStartingWith(
                        "Cannot use these PostgreSQL settings: port 0 is not between 1 and 65535; ssl mode require: ")
                .hasMessageContaining(
                        "tunnel host \"****@t\" is not the name or address of one host; tunnel port 0 is not")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void textsThatAreBlankAreLeftOut() {
        Secret blank = Secret.of(" \n");
        assertThat(settings()
                        .sslMode(new SslMode.Require(blank, blank, blank))
                        .build()
                        .sslMode())
                .isEqualTo(new SslMode.Require());
        assertThat(settings()
                        .sslMode(new SslMode.VerifyCa(blank, blank, blank, blank))
                        .build()
                        .sslMode())
                .isEqualTo(new SslMode.VerifyCa(null));
        Secret key = Secret.of("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----");
        HostKeyCheck check = HostKeyCheck.standard();
        assertThat(settings()
                        .tunnel(new TunnelMethod.KeyAuthentication("t", 22, "v", key, blank, check))
                        .build()
                        .tunnel())
                .isEqualTo(new TunnelMethod.KeyAuthentication("t", 22, "v", key, null, check));
    }

    @Test
    void destinationThatSaysBlankTextsComesBackWithThem() {
        Secret blank = Secret.of("");
        DestinationPostgres destination = DestinationPostgres.builder()
                .host("db")
                .database("d")
                .username("u")
                .ssl(new SslMode.VerifyFull(blank, blank, blank, null))
                .build();
        PostgresConfig config = PostgresConfig.from(destination);
        assertThat(config.sslMode()).isEqualTo(new SslMode.VerifyFull(null));
        assertThat(PairedDestination.of(config).config()).isEqualTo(destination);
    }

    @Test
    void threeModesSendNothingThatIsNotEncrypted() {
        assertThat(List.of(new SslMode.Require(), new SslMode.VerifyCa(null), new SslMode.VerifyFull(null)))
                .allMatch(SslMode::demandsEncryption);
        assertThat(List.of(new SslMode.Disable(), new SslMode.Allow(), new SslMode.Prefer()))
                .noneMatch(SslMode::demandsEncryption);
    }

    @Test
    void theLanguageOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            PostgresConfig turkish = settings().host("HOST-I").build();
            Locale.setDefault(Locale.ROOT);
            assertThat(turkish.configHash())
                    .isEqualTo(settings().host("host-i").build().configHash());
        } finally {
            Locale.setDefault(before);
        }
    }
}
