package io.sqlcache.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What a client of an {@link EchoServer} does and sees. */
final class EchoClient {

    static final Duration SHORT = Duration.ofMillis(300);
    static final int PATIENCE_MILLIS = 20_000;

    private EchoClient() {}

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static String answer(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), US_ASCII);
    }

    static void assertIsSilent(Socket client) throws IOException {
        client.setSoTimeout((int) SHORT.toMillis());
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(PATIENCE_MILLIS);
    }

    /** By an end or a reset: which one depends on what was still on its way. */
    static void assertIsCut(Socket client) {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection is open", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
