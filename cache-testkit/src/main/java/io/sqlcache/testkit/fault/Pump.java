package io.sqlcache.testkit.fault;

import io.sqlcache.testkit.fault.Fault.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the bytes of one connection one way, and does what the faults say. Used by its own thread only. */
final class Pump {

    private static final int CHUNK = 1 << 16;

    private final ProxiedConnection connection;
    private final Direction way;
    private final Faults faults;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;
    private MessageSplitter.@Nullable Frame frame;
    private long restOfMessage;
    private List<InjectedFault> afterMessage = List.of();
    private boolean drops;

    Pump(ProxiedConnection connection, Direction way, Faults faults) {
        this.connection = connection;
        this.way = way;
        this.faults = faults;
    }

    /** Carries everything there is; returns at its end. */
    void run(Socket from, Socket to) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        while (true) {
            makeRoom();
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                finish(to, out);
                return;
            }
            end += read;
            process(out);
        }
    }

    private void finish(Socket to, OutputStream out) throws IOException, InterruptedException {
        pass(end - start, out);
        connection.awaitFlow(way);
        if (drops) {
            connection.cut();
        } else {
            to.shutdownOutput();
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    private void process(OutputStream out) throws IOException, InterruptedException {
        while (start < end) {
            if (restOfMessage == 0 && !beginMessage()) {
                return;
            }
            int part = (int) Math.min(restOfMessage, end - start);
            pass(part, out);
            restOfMessage -= part;
            if (restOfMessage == 0) {
                List<InjectedFault> due = afterMessage;
                afterMessage = List.of();
                happen(due);
            }
        }
    }

    /** Looks at the next message as soon as enough of it has come; false if it has not. */
    private boolean beginMessage() throws IOException, InterruptedException {
        if (frame == null) {
            Optional<MessageSplitter.Frame> next = connection.next(
                    way, ByteBuffer.wrap(buffer, start, end - start).slice().asReadOnlyBuffer());
            if (next.isEmpty()) {
                return false;
            }
            frame = next.get();
        }
        int shown = (int) Math.min(frame.length(), frame.header() + (long) WireMessage.MOST_TEXT);
        if (end - start < shown) {
            return false;
        }
        String text = new String(buffer, start + frame.header(), shown - frame.header(), StandardCharsets.ISO_8859_1);
        WireMessage message = new WireMessage(way, connection.number(), frame.type(), frame.length(), text);
        restOfMessage = frame.length();
        frame = null;
        faults.arrived(message);
        happen(faults.at(Moment.BEFORE_MESSAGE, message));
        afterMessage = faults.at(Moment.AFTER_MESSAGE, message);
        return true;
    }

    private void pass(int count, OutputStream out) throws IOException, InterruptedException {
        int left = count;
        while (left > 0) {
            connection.awaitFlow(way);
            Faults.Passage passage = faults.pass(way, connection.number(), left);
            if (!drops) {
                out.write(buffer, start, passage.bytes());
            }
            start += passage.bytes();
            left -= passage.bytes();
            happen(passage.then().stream().toList());
        }
    }

    private void happen(List<InjectedFault> due) throws IOException, InterruptedException {
        for (InjectedFault injected : due) {
            Fault fault = injected.fault();
            switch (fault.action()) {
                case CUT -> injected.happen(connection::cut);
                case STALL -> injected.happen(() -> connection.stall(way));
                case DROP -> injected.happen(() -> drops = true);
                case DELAY -> {
                    injected.happen(() -> {});
                    connection.pause(fault.pause());
                }
            }
        }
    }
}
