package io.sqlcache.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.Secret;
import io.sqlcache.core.backend.SqlBackend;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import io.sqlcache.postgres.config.SslMode;
import io.sqlcache.postgres.testing.TestAuthority;
import io.sqlcache.postgres.testing.TlsServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The six modes against a server with a certificate for "localhost" and nothing else. */
@Tag("server-version")
@Timeout(120)
class TlsTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("the right authority");
    private static final TestAuthority OTHER = new TestAuthority("another authority");
    private static final TestAuthority.Issued RIGHT = AUTHORITY.issue("server", "localhost");
    private static final TestAuthority.Issued CLIENT = AUTHORITY.issue(TlsServer.CERTIFIED);

    private static TlsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TlsServer.start(AUTHORITY);
        server.show(RIGHT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** How a connection is encrypted, by the server's word: not at all, or with this certificate of the client. */
    private static String session(PostgresConfigBuilder settings) throws SQLException {
        try (SqlBackend backend = Backends.connect(settings.build());
                Connection connection = backend.dataSource().getConnection();
                ResultSet session = connection.createStatement().executeQuery("""
                        select case when ssl then 'encrypted' || coalesce(', ' || client_dn, '') else 'plain' end
                        from pg_stat_ssl where pid = pg_backend_pid()""")) {
            session.next();
            return session.getString(1);
        }
    }

    private static void assertRefused(PostgresConfigBuilder settings, String... reason) {
        PostgresConfig config = settings.build();
        assertThatThrownBy(() -> Backends.connect(config).close())
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageStartingWith("Cannot connect to PostgreSQL at %s:%d, database \"postgres\", as user \"%s\": "
                        .formatted(config.host(), config.port(), config.username()))
                .hasMessageContainingAll(reason);
    }

    private static PostgresConfigBuilder settings(String user, SslMode mode) {
        return server.settings(user).sslMode(mode);
    }

    @Test
    void disableNeverEncrypts() throws SQLException {
        assertThat(session(settings(TlsServer.PLAIN, new SslMode.Disable()))).isEqualTo("plain");
        assertRefused(
                settings(TlsServer.ENCRYPTED, new SslMode.Disable()),
                "allow it in the server's pg_hba.conf, or use the ssl mode require if that is what it asks for.");
    }

    @Test
    void allowEncryptsOnlyForAServerThatAsksForIt() throws SQLException {
        assertThat(session(settings(TlsServer.PLAIN, new SslMode.Allow()))).isEqualTo("plain");
        assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.Allow()))).isEqualTo("encrypted");
        assertRefused(settings(TlsServer.UNWANTED, new SslMode.Allow()), "the server does not let this user in");
    }

    @Test
    void preferEncryptsUnlessTheServerLetsNobodyInThatWay() throws SQLException {
        assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.Prefer()))).isEqualTo("encrypted");
        assertThat(session(settings(TlsServer.PLAIN, new SslMode.Prefer()))).isEqualTo("plain");
        assertRefused(settings(TlsServer.UNWANTED, new SslMode.Prefer()), "the server does not let this user in");
    }

    @Test
    void requireTakesAnyCertificateAndNoPlainConnection() throws SQLException {
        assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.Require()).host("127.0.0.1")))
                .isEqualTo("encrypted");
        assertRefused(settings(TlsServer.PLAIN, new SslMode.Require()), "the server does not let this user in");
    }

    @Test
    void verifyCaWantsTheRightAuthorityUnderAnyName() throws SQLException {
        assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.VerifyCa(AUTHORITY.certificate()))
                        .host("127.0.0.1")))
                .isEqualTo("encrypted");
        assertRefused(
                settings(TlsServer.ENCRYPTED, new SslMode.VerifyCa(OTHER.certificate())),
                "the server's certificate does not come from a trusted authority;"
                        + " check the CA certificate: it must be that of the server's authority.");
    }

    @Test
    void anAuthorityAmongSeveralIsEnough() throws SQLException {
        Secret both =
                Secret.of(OTHER.certificate().reveal() + AUTHORITY.certificate().reveal());
        assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.VerifyCa(both))))
                .isEqualTo("encrypted");
    }

    @Test
    void anAuthorityOfTheSameNameWithAnotherKeyIsNotTheSame() {
        assertRefused(
                settings(
                        TlsServer.ENCRYPTED,
                        new SslMode.VerifyFull(new TestAuthority("the right authority").certificate())),
                "the server's certificate does not come from a trusted authority; check the CA certificate");
    }

    @Test
    void withoutACaCertificateTheAuthoritiesAreThoseOfJava() {
        assertRefused(
                settings(TlsServer.ENCRYPTED, new SslMode.VerifyCa(null)),
                "the server's certificate does not come from a trusted authority; give the certificate of its authority (CA).");
    }

    @Test
    void verifyFullWantsTheHostsNameToo() throws SQLException {
        SslMode mode = new SslMode.VerifyFull(AUTHORITY.certificate());
        assertThat(session(settings(TlsServer.ENCRYPTED, mode))).isEqualTo("encrypted");
        assertRefused(
                settings(TlsServer.ENCRYPTED, mode).host("127.0.0.1"),
                "the server's certificate is not for \"127.0.0.1\"; use a host name that the certificate has, or the ssl mode verify-ca.");
    }

    @Test
    void anExpiredCertificateIsRefusedWhereItIsChecked() throws Exception {
        server.show(AUTHORITY.issueExpired("server", "localhost"));
        try {
            String reason = "the server's certificate has expired; renew it there.";
            assertRefused(settings(TlsServer.ENCRYPTED, new SslMode.VerifyCa(AUTHORITY.certificate())), reason);
            assertRefused(settings(TlsServer.ENCRYPTED, new SslMode.VerifyFull(AUTHORITY.certificate())), reason);
            assertThat(session(settings(TlsServer.ENCRYPTED, new SslMode.Require())))
                    .isEqualTo("encrypted");
        } finally {
            server.show(RIGHT);
        }
    }

    @Test
    void aServerWithoutTlsIsRefusedWhereItIsDemanded() throws Exception {
        server.showNothing();
        try {
            assertRefused(
                    settings(TlsServer.PLAIN, new SslMode.Require()),
                    "the server does not support TLS, which the ssl mode require demands; turn it on there (ssl = on), or use the mode prefer or disable.");
            assertRefused(
                    settings(TlsServer.PLAIN, new SslMode.VerifyFull(AUTHORITY.certificate())),
                    "the server does not support TLS, which the ssl mode verify-full demands");
            assertThat(session(settings(TlsServer.PLAIN, new SslMode.Prefer()))).isEqualTo("plain");
            assertThat(session(settings(TlsServer.PLAIN, new SslMode.Allow()))).isEqualTo("plain");
        } finally {
            server.show(RIGHT);
        }
    }

    @Test
    void aClientCertificateGoesWithRequireVerifyCaAndVerifyFull() throws SQLException {
        Secret authority = AUTHORITY.certificate();
        Secret certificate = CLIENT.secretCertificate();
        Secret key = CLIENT.secretKey();
        assertThat(session(settings(TlsServer.CERTIFIED, new SslMode.Require(certificate, key, null))))
                .isEqualTo("encrypted, /CN=certified");
        assertThat(session(settings(TlsServer.CERTIFIED, new SslMode.VerifyCa(authority, certificate, key, null))))
                .isEqualTo("encrypted, /CN=certified");
        assertThat(session(settings(TlsServer.CERTIFIED, new SslMode.VerifyFull(authority, certificate, key, null))))
                .isEqualTo("encrypted, /CN=certified");
    }

    @Test
    void aClientCertificateThatIsMissingIsAskedFor() {
        assertRefused(
                settings(TlsServer.CERTIFIED, new SslMode.VerifyFull(AUTHORITY.certificate())),
                "(connection requires a valid client certificate); allow it in the server's pg_hba.conf,"
                        + " or set a client certificate and its key if that is what it asks for.");
    }

    @Test
    void aClientCertificateOfAnotherAuthorityIsNotAccepted() {
        TestAuthority.Issued foreign = OTHER.issue(TlsServer.CERTIFIED);
        assertRefused(
                settings(
                        TlsServer.CERTIFIED,
                        new SslMode.VerifyFull(
                                AUTHORITY.certificate(), foreign.secretCertificate(), foreign.secretKey(), null)),
                "the server does not accept the client certificate (",
                "); it must be valid and come from an authority of the server's ssl_ca_file.");
    }

    @Test
    void anExpiredClientCertificateIsNotEvenShown() {
        TestAuthority.Issued old = AUTHORITY.issueExpired(TlsServer.CERTIFIED);
        PostgresConfig config = settings(
                        TlsServer.CERTIFIED, new SslMode.Require(old.secretCertificate(), old.secretKey(), null))
                .build();
        assertThatThrownBy(() -> Backends.connect(config))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage("Cannot use the ssl mode require: the client certificate has expired; get a new one.");
    }

    @Test
    void aClientCertificateOfAnotherUserIsNotAccepted() {
        TestAuthority.Issued other = AUTHORITY.issue("somebody else");
        assertRefused(
                settings(TlsServer.CERTIFIED, new SslMode.Require(other.secretCertificate(), other.secretKey(), null)),
                "the server does not let this user in from here (certificate authentication failed for user \"certified\")");
    }

    @Test
    void everyTextThatCannotBeReadIsTold() {
        Secret noCertificate = Secret.of("-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----");
        Secret noKey = Secret.of("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----");
        PostgresConfig config = settings(
                        TlsServer.CERTIFIED, new SslMode.VerifyFull(noCertificate, noCertificate, noKey, null))
                .build();
        assertThatThrownBy(() -> Backends.connect(config))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage("Cannot use the ssl mode verify-full:"
                        + " the client certificate is no certificate in PEM form, or not the whole of it;"
                        + " the client key is no private key in PEM form, not the whole of it, or of an unknown kind;"
                        + " the CA certificate is no certificate in PEM form, or not the whole of it.");
    }

    @Test
    void aKeyOfAnotherCertificateIsTold() {
        PostgresConfig config = settings(
                        TlsServer.CERTIFIED,
                        new SslMode.Require(
                                CLIENT.secretCertificate(), AUTHORITY.issue("x").secretKey(), null))
                .build();
        assertThatThrownBy(() -> Backends.connect(config))
                .hasMessage("Cannot use the ssl mode require:"
                        + " the client key is not that of the client certificate, the first of its text.");
    }
}
