package io.sqlcache.postgres.connect;

import static io.sqlcache.testkit.MessageScript.script;
import static io.sqlcache.testkit.StreamScript.catalog;
import static io.sqlcache.testkit.StreamScript.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sqlcache.api.CacheBase;
import io.sqlcache.api.CacheException;
import io.sqlcache.api.CacheException.Kind;
import io.sqlcache.api.WriteListener;
import io.sqlcache.api.WriteRequest;
import io.sqlcache.api.WriteStrategy;
import io.sqlcache.core.backend.LogicalType;
import io.sqlcache.postgres.Backends;
import io.sqlcache.postgres.PostgresCache;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.TunnelMethod;
import io.sqlcache.postgres.testing.OpenSshServer;
import io.sqlcache.postgres.testing.TestAuthority;
import io.sqlcache.postgres.testing.TestBastion;
import io.sqlcache.postgres.testing.TestServer;
import io.sqlcache.testkit.MessageScript;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tunnels through the SSH server that most people have. */
@Tag("slow")
@Timeout(120)
class OpenSshTunnelTest {

    private static final KeyPair EDWARDS = TestBastion.keyPair(KeyPairProvider.SSH_ED25519, 256);
    private static final KeyPair RSA = TestAuthority.rsaKeys();
    private static final String PASSPHRASE = "pässphrase";

    private static PostgresConfig config(TunnelMethod tunnel) {
        return TestServer.settings().schemaName("through_sshd").tunnel(tunnel).build();
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(TestBastion.openSsh(EDWARDS, null), null),
                Arguments.of(TestBastion.openSsh(EDWARDS, PASSPHRASE), PASSPHRASE),
                Arguments.of(TestAuthority.oldForm(RSA), null));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aWriteGoesOnWhenTheSessionIsLost(String key, @Nullable String passphrase) throws Exception {
        try (OpenSshServer server = OpenSshServer.start(List.of(EDWARDS, RSA));
                CacheBase cache = PostgresCache.open(config(server.withKey(key, passphrase)))) {
            MessageScript messages = script();
            for (int id = 0; id < 10_000; id++) {
                messages = messages.record("users", "id", id);
            }
            cache.write(
                    messages.log("INFO", "the session ends here")
                            .record("users", "id", 10_000)
                            .complete("users")
                            .input(),
                    WriteRequest.of(catalog(stream("users").field("id", LogicalType.INTEGER)))
                            .strategy(WriteStrategy.APPEND)
                            .listener(new WriteListener() {
                                @Override
                                public void sourceLogged(String level, String message) {
                                    server.drop();
                                }
                            })
                            .build());

            assertThat(cache.stream("users").count()).isEqualTo(10_001);
            assertThat(server.said().split("Accepted publickey")).as("sessions").hasSize(3);
            cache.execute("drop schema through_sshd cascade");
        }
    }

    @Test
    void whatItRefusesIsTold() throws Exception {
        try (OpenSshServer server = OpenSshServer.start(List.of(RSA), "AllowTcpForwarding no")) {
            assertRefused(
                    server.withKey(TestBastion.openSsh(EDWARDS, null), null), "does not accept the key ssh-ed25519");
            assertRefused(server.withKey(TestAuthority.oldForm(RSA), null), "does not allow to connect to");
        }
    }

    private static void assertRefused(TunnelMethod tunnel, String reason) {
        assertThatThrownBy(() -> Backends.connect(config(tunnel)).close())
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageContaining(reason);
    }
}
