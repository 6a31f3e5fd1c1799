package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs and the environment as ways to a configuration. */
class ConnectionUrlTest {

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

    @TempDir
    private Path folder;

    private static PostgresConfigBuilder settings() {
        return PostgresConfig.builder().host("h").database("d").username("u");
    }

    private static PostgresConfig url(String url) {
        return PostgresConfig.fromUrl(url);
    }

    @Test
    void bothKindsOfUrlsSayTheSame() {
        PostgresConfig expected = settings()
                .port(1)
                .password("p")
                .sslMode(new SslMode.Require())
                .connectTimeout(Duration.ofSeconds(7))
                .driverParameter("ApplicationName", "a b")
                .driverParameter("options", "-c work_mem=1MB")
                .build();
        assertThat(
                        url(
                                "postgresql://u:p@h:1/d?sslmode=require&connect_timeout=7&application_name=a%20b&options=-c%20work_mem%3D1MB"))
                .isEqualTo(expected);
        assertThat(url("postgres://h:1/d?user=u&password=p&sslmode=require&connect_timeout=7&application_name=a%20b"
                        + "&options=-c%20work_mem=1MB"))
                .isEqualTo(expected);
        assertThat(url("jdbc:postgresql://h:1/d?user=u&password=p&sslmode=require&connectTimeout=7&ApplicationName=a+b"
                        + "&options=-c%20work_mem=1MB"))
                .isEqualTo(expected);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        PostgresConfig local = PostgresConfig.builder()
                .host("localhost")
                .database("d")
                .username("u")
                .build();
        assertThat(url("jdbc:postgresql:d?user=u")).isEqualTo(local);
        assertThat(url("postgresql:///d?user=u")).isEqualTo(local);
        assertThat(url("postgresql://u@/d")).isEqualTo(local);
        assertThat(url("postgresql://u@h").database()).as("as in libpq").isEqualTo("u");
        assertThat(url("jdbc:postgresql://h/d?user=u&currentSchema=My+Schema&socketTimeout=0"))
                .isEqualTo(settings()
                        .schemaName("My Schema")
                        .socketTimeout(Duration.ZERO)
                        .build());
    }

    @Test
    void addressesOfTheSixthVersionAreInBrackets() {
        assertThat(url("postgresql://u@[fe80::1]:6543/d").host()).isEqualTo("fe80::1");
        assertThat(url("postgresql://u@[fe80::1]:6543/d").port()).isEqualTo(6543);
        assertThat(url("jdbc:postgresql://[::1]/d?user=u").port()).isEqualTo(5432);
        assertThatThrownBy(() -> url("postgresql://u@fe80::1/d"))
                .hasMessageContaining("an IPv6 address goes in brackets");
    }

    @Test
    void passwordsMayHoldAnyCharacter() {
        RandomDestinations texts = new RandomDestinations(4);
        for (int i = 0; i < 200; i++) {
            String password = texts.text() + "+ é%";
            String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
            assertThat(url("postgresql://u:" + encoded.replace("+", "%20") + "@h/d")
                            .password())
                    .isEqualTo(Secret.of(password));
            assertThat(url("jdbc:postgresql://h/d?user=u&password=" + encoded).password())
                    .isEqualTo(Secret.of(password));
        }
        assertThat(url("postgresql://u:p+@#:ss@h/d").password())
                .as("what need not be encoded to be understood")
                .isEqualTo(Secret.of("p+@#:ss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:s3cret/x@h/d",
                "postgresql://u:12/s3cret@h/d",
                "postgresql://u:12?s3cret@h/d",
                "postgresql://u:12?a=s3cret&b=c@h/d",
                "postgresql://u:s3cret%@h/d",
                "postgresql://u:s3cret%zz@h/d",
                "postgresql://u:s3cret@h:s3cret/d",
                "postgresql://u:s3cret@h:1:2/d",
                "postgresql://u:s3cret@h,i/d",
                "postgresql://u:s3cret@h/d?s3cret",
                "postgresql://u:s3cret@h/d?sslmode=s3cret",
                "postgresql://u:s3cret@h/d?connect_timeout=s3cret",
                "postgresql://u:s3cret@h/d?nonsense=s3cret",
                "postgresql://u:s3cret%00@h/d",
                "jdbc:postgresql://h:0/d?user=u&password=s3cret",
                "jdbc:postgresql://u:s3cret@h/d?socketFactory=x",
                "jdbc:mysql://u:s3cret@h/d",
                "u:s3cret@h/d"
            })
    void noErrorShowsThePassword(String wrong) {
        assertThatThrownBy(() -> url(wrong))
                .isInstanceOfSatisfying(CacheException.class, e -> {
                    assertThat(e.kind()).isEqualTo(CacheException.Kind.CONFIG);
                    assertThat(e).hasNoCause();
                })
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://h/d|it begins with none of postgresql://, postgres:// and jdbc:postgresql://.",
                "postgresql://u@a,b/d|it names several hosts, and a cache is at one.",
                "postgresql://u:p/x@h/d|it has an @ after its host: in a user or password, write / as %2F, ? as %3F and @ as %40.",
                "postgresql://u:%p@h/d|a percent sign in it is not followed by two hexadecimal digits: write % as %25.",
                "postgresql://u@h:x/d|the port is not a number.",
                "postgresql://u@h:70000/d|Cannot use these PostgreSQL settings: port 70000 is not between 1 and 65535.",
                "postgresql://u@h/d?a|its parameters are not of the form name1=value1&name2=value2.",
                "postgresql://u@h/d?nonsense=1|the driver knows no parameter \"nonsense\".",
                "postgresql://u@%2Fvar%2Frun/d|host \"/var/run\" is not the name or address of one host.",
                "jdbc:postgresql://h/d?user=u&readOnly=true|readOnly cannot be set: a cache relies on the driver's default.",
                "jdbc:postgresql://h/d|username is blank.",
                "postgresql://u@h/d?sslmode=verify|sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full.",
                "postgresql://u@h/d?sslcert=/nowhere&sslmode=require|sslcert: the file \"/nowhere\" cannot be read (NoSuchFileException).",
                "postgresql://u@h/d?sslrootcert=system&sslmode=prefer|sslrootcert, sslcert and sslkey need sslmode require, verify-ca or verify-full, and it is prefer.",
                "postgresql://u:secret_reference::NOT_SET@h/d|\"secret_reference::NOT_SET\": there is no environment variable \"NOT_SET\"; set it."
            })
    void whatIsWrongIsSaid(String wrong, String reason) {
        assertThatThrownBy(() -> url(wrong))
                .message()
                .startsWith("Cannot use th")
                .endsWith(reason);
    }

    @Test
    void certificatesAreReadFromTheirFiles() throws IOException {
        String root = Files.writeString(folder.resolve("root.crt"), CERTIFICATE).toString();
        String certificate =
                Files.writeString(folder.resolve("my.crt"), CERTIFICATE).toString();
        String key = Files.writeString(folder.resolve("my.key"), KEY).toString();
        Secret pem = Secret.of(CERTIFICATE);
        String client = "&sslcert=%s&sslkey=%s&sslpassword=x".formatted(certificate, key);
        assertThat(url("postgresql://u@h/d?sslmode=verify-full&sslrootcert=" + root + client)
                        .sslMode())
                .isEqualTo(new SslMode.VerifyFull(pem, pem, Secret.of(KEY), Secret.of("x")));
        assertThat(url("postgresql://u@h/d?sslmode=require" + client).sslMode())
                .isEqualTo(new SslMode.Require(pem, Secret.of(KEY), Secret.of("x")));
        assertThat(url("postgresql://u@h/d?sslmode=require&sslrootcert=" + root).sslMode())
                .as("as in libpq")
                .isEqualTo(new SslMode.VerifyCa(pem));
        assertThat(url("postgresql://u@h/d?sslrootcert=system").sslMode()).isEqualTo(new SslMode.VerifyFull(null));
        assertThat(url("postgresql://u@h/d?ssl=true").sslMode()).isEqualTo(new SslMode.Require());
        assertThat(url("jdbc:postgresql://h/d?user=u&ssl=true").sslMode())
                .as("as the driver has it")
                .isEqualTo(new SslMode.VerifyFull(null));
    }

    @Test
    void theEnvironmentOfLibpqIsEnough() throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST", "::1",
                "PGPORT", "1",
                "PGDATABASE", "d",
                "PGUSER", "u",
                "PGPASSWORD", "p@ss/w:rd#1",
                "PGSSLMODE", "verify-ca",
                "PGCONNECT_TIMEOUT", "7",
                "PGAPPNAME", "me",
                "PGOPTIONS", "-c work_mem=1MB",
                "PGTZ", ""));
        environment.put(
                "PGSSLROOTCERT",
                Files.writeString(folder.resolve("root.crt"), CERTIFICATE).toString());
        environment.put("PGSSLCERT", "");
        assertThat(PostgresConfig.fromEnvironment(environment))
                .isEqualTo(settings()
                        .host("::1")
                        .port(1)
                        .password("p@ss/w:rd#1")
                        .sslMode(new SslMode.VerifyCa(Secret.of(CERTIFICATE)))
                        .connectTimeout(Duration.ofSeconds(7))
                        .driverParameter("ApplicationName", "me")
                        .driverParameter("options", "-c work_mem=1MB")
                        .build());
        assertThat(PostgresConfig.fromEnvironment(Map.of("PGUSER", "u")))
                .isEqualTo(PostgresConfig.builder()
                        .host("localhost")
                        .database("u")
                        .username("u")
                        .build());
        assertThatThrownBy(() -> PostgresConfig.fromEnvironment(Map.of("PGPORT", "s3cret", "PGSSLMODE", "x")))
                .hasMessage("Cannot use the environment as PostgreSQL settings: the port is not a number; "
                        + "sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full.");
    }
}
