package io.sqlcache.testkit.fault;

import static io.sqlcache.testkit.fault.EchoClient.answer;
import static io.sqlcache.testkit.fault.EchoClient.assertIsCut;
import static io.sqlcache.testkit.fault.EchoClient.assertIsSilent;
import static io.sqlcache.testkit.fault.EchoClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In front of a server that sends back what it gets, in lines. */
@Timeout(60)
class FaultProxyTest {

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.to(server.host(), server.port(), () -> FaultProxyTest::line);
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        proxy.close();
        server.close();
    }

    /** A line is a message; its first letter is its type. */
    private static Optional<MessageSplitter.Frame> line(Direction way, ByteBuffer bytes) {
        for (int i = 0; i < bytes.remaining(); i++) {
            if (bytes.get(i) == '\n') {
                return Optional.of(new MessageSplitter.Frame(Character.toString(bytes.get(0)), 0, i + 1));
            }
        }
        return Optional.empty();
    }

    private Socket client() throws IOException {
        Socket client = new Socket(proxy.host(), proxy.port());
        client.setSoTimeout(EchoClient.PATIENCE_MILLIS);
        clients.add(client);
        return client;
    }

    @Test
    void carriesEveryByteBothWays() throws Exception {
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (FaultProxy plain = FaultProxy.to(server.host(), server.port());
                Socket client = new Socket(plain.host(), plain.port())) {
            Thread sender = new Thread(() -> {
                try {
                    client.getOutputStream().write(much);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
            assertThat(plain.bytes(Direction.TO_SERVER)).isEqualTo(much.length);
            assertThat(plain.bytes(Direction.TO_CLIENT)).isEqualTo(much.length);
            assertThat(plain.bytes(Direction.EITHER)).isEqualTo(2 * much.length);
        }
    }

    @Test
    void countsMessagesAndConnections() throws IOException {
        send(client(), "a\nb\n");
        assertThat(answer(clients.get(0), 4)).isEqualTo("a\nb\n");
        send(client(), "c\n");
        assertThat(answer(clients.get(1), 2)).isEqualTo("c\n");

        assertThat(proxy.messages(Direction.TO_SERVER)).isEqualTo(3);
        assertThat(proxy.messages(Direction.TO_CLIENT)).isEqualTo(3);
        assertThat(proxy.connectionCount()).isEqualTo(2);
        assertThat(proxy.openConnections()).isEqualTo(2);
    }

    @Test
    void cutsAtAByteOfOneWayAndWhatCameBeforeArrives() throws Exception {
        InjectedFault cut = proxy.inject(Fault.cut(Direction.TO_CLIENT).afterBytes(7));
        Socket client = client();
        send(client, "one\ntwo\nthree\n");
        assertThat(answer(client, 7)).isEqualTo("one\ntwo");
        assertIsCut(client);
        assertThat(cut.await(Duration.ofSeconds(5))).isTrue();
        assertThat(cut.count()).isOne();
        assertThat(proxy.bytes(Direction.TO_CLIENT)).isEqualTo(7);
        assertThat(server.received()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void cutsAtAByteOfTheWholeConversation() throws IOException {
        proxy.inject(Fault.cut(Direction.EITHER).afterBytes(11));
        Socket first = client();
        send(first, "one\n");
        assertThat(answer(first, 4)).isEqualTo("one\n");
        Socket second = client();
        send(second, "four\n");
        assertIsCut(second);
        await().until(() -> server.received() == 7);
        assertThat(proxy.openConnections()).isOne();
    }

    @Test
    void cutsBeforeAMessageSoThatTheServerNeverGetsIt() throws IOException {
        proxy.inject(
                Fault.cut(Direction.TO_SERVER).before(message -> message.text().contains("commit")));
        Socket client = client();
        send(client, "begin\n");
        assertThat(answer(client, 6)).isEqualTo("begin\n");
        send(client, "commit\n");
        assertIsCut(client);
        assertThat(server.received()).isEqualTo(6);
    }

    @Test
    void cutsAfterAMessageSoThatTheServerHasIt() throws IOException {
        proxy.inject(
                Fault.cut(Direction.TO_SERVER).after(message -> message.type().equals("c")));
        Socket client = client();
        send(client, "commit\nmore\n");
        await().until(() -> server.received() == 7);
        assertThat(proxy.openConnections()).isZero();
    }

    @Test
    void happensOnceUnlessItIsToHappenAlways() throws IOException {
        InjectedFault once = proxy.inject(
                Fault.cut(Direction.TO_SERVER).before(message -> message.type().equals("o")));
        InjectedFault always = proxy.inject(Fault.cut(Direction.TO_SERVER)
                .before(message -> message.type().equals("a"))
                .always());
        for (int i = 0; i < 3; i++) {
            Socket client = client();
            send(client, "always\n");
            assertIsCut(client);
        }
        send(client(), "once\n");
        assertIsCut(clients.get(3));
        send(client(), "once\n");
        assertThat(answer(clients.get(4), 5)).isEqualTo("once\n");
        assertThat(always.count()).isEqualTo(3);
        assertThat(once.count()).isOne();

        proxy.clearFaults();
        send(clients.get(4), "always\n");
        assertThat(answer(clients.get(4), 7)).isEqualTo("always\n");
    }

    @Test
    void happensOnTheChosenConnectionWithTheChosenOccurrence() throws IOException {
        proxy.inject(Fault.cut(Direction.TO_CLIENT)
                .before(message -> message.type().equals("x"))
                .onConnection(2)
                .occurrence(3));
        Socket first = client();
        send(first, "x\nx\nx\nx\n");
        assertThat(answer(first, 8)).isEqualTo("x\nx\nx\nx\n");
        Socket second = client();
        send(second, "x\nx\nx\n");
        assertThat(answer(second, 4)).isEqualTo("x\nx\n");
        assertIsCut(second);
    }

    @Test
    void heldBytesArriveWhenTheProxyResumes() throws Exception {
        InjectedFault stall = proxy.inject(Fault.stall(Direction.TO_CLIENT)
                .before(message -> message.type().equals("s")));
        Socket client = client();
        send(client, "go\nstop\n");
        assertThat(answer(client, 3)).isEqualTo("go\n");
        assertThat(stall.await(Duration.ofSeconds(5))).isTrue();
        assertIsSilent(client);
        assertThat(server.received()).isEqualTo(8);

        proxy.resume();
        assertThat(answer(client, 5)).isEqualTo("stop\n");
    }

    @Test
    void everythingCanBeStalledLaterConnectionsToo() throws IOException {
        Socket first = client();
        proxy.stall();
        Socket second = client();
        send(first, "first\n");
        send(second, "second\n");
        assertIsSilent(first);
        assertIsSilent(second);
        assertThat(server.received()).isZero();

        proxy.resume();
        assertThat(answer(first, 6)).isEqualTo("first\n");
        assertThat(answer(second, 7)).isEqualTo("second\n");
    }

    @Test
    void delayedBytesArriveLater() throws IOException {
        proxy.inject(Fault.delay(Direction.TO_SERVER, EchoClient.SHORT)
                .before(message -> message.type().equals("c")));
        Socket client = client();
        long start = System.nanoTime();
        send(client, "begin\ncommit\n");
        assertThat(answer(client, 13)).isEqualTo("begin\ncommit\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(EchoClient.SHORT, Duration.ofSeconds(20));
    }

    @Test
    void droppedBytesNeverArriveWhileTheConnectionStaysOpen() throws IOException {
        proxy.inject(Fault.drop(Direction.TO_SERVER).afterBytes(4));
        Socket client = client();
        send(client, "one\ntwo\n");
        assertThat(answer(client, 4)).isEqualTo("one\n");
        assertIsSilent(client);
        proxy.resume();
        assertIsSilent(client);
        assertThat(server.received()).isEqualTo(4);
        assertThat(proxy.openConnections()).isOne();
    }

    @Test
    void allConnectionsCanBeCutAndNewOnesRefusedForAWhile() throws IOException {
        Socket client = client();
        send(client, "one\n");
        assertThat(answer(client, 4)).isEqualTo("one\n");

        proxy.refuseConnections();
        proxy.refuseConnections();
        proxy.cutAll();
        assertIsCut(client);
        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);

        proxy.acceptConnections();
        proxy.acceptConnections();
        Socket again = client();
        send(again, "two\n");
        assertThat(answer(again, 4)).isEqualTo("two\n");
    }

    @Test
    void clientOfAServerThatIsNotThereIsCutOff() throws IOException {
        server.close();
        assertIsCut(client());
    }

    @Test
    void messageThatIsTooLongToBeShownPassesWhole() throws IOException {
        try (FaultProxy framed = FaultProxy.to(
                        server.host(),
                        server.port(),
                        () -> (way, bytes) -> Optional.of(new MessageSplitter.Frame("long", 0, 500_000)));
                Socket client = new Socket(framed.host(), framed.port())) {
            List<Integer> shown = new ArrayList<>();
            framed.inject(Fault.delay(Direction.TO_CLIENT, Duration.ZERO).after(message -> {
                shown.add(message.text().length());
                return true;
            }));
            send(client, "x".repeat(500_000));
            assertThat(answer(client, 500_000)).isEqualTo("x".repeat(500_000));
            assertThat(shown).containsExactly(WireMessage.MOST_TEXT);
            assertThat(framed.messages(Direction.EITHER)).isEqualTo(2);
        }
    }

    @Test
    void nothingIsLeftOfAClosedProxy() throws IOException {
        Socket client = client();
        proxy.stall();
        send(client, "held\n");
        proxy.close();
        proxy.close();

        assertIsCut(client);
        assertThat(proxy.openConnections()).isZero();
        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("fault proxy")));
    }
}
