package io.sqlcache.core.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that get lost at the moments that a test names, each of them once. Thread-safe. */
public final class DisturbedConnections {

    /** What is said when one is lost. */
    public static final String LOST = "The connection is lost";

    /** What is said while there is no database to connect to. */
    public static final String REFUSED = "The database is down";

    private final List<Disturbance> disturbances = new ArrayList<>();
    private boolean down;

    /**
     * Something that is asked of the database.
     *
     * @param sql the statement; {@code commit} or {@code connect}
     * @param earlier the statements of the same transaction before it
     */
    public record Request(String sql, List<String> earlier) {}

    /** What becomes of a request, and of its connection. */
    private enum Fate {
        LOST_BEFORE,
        LOST_AFTER,
        GOES_ON
    }

    private record Disturbance(Predicate<Request> moment, Fate fate, Runnable deed) {}

    /** A statement with this in it. */
    public static Predicate<Request> running(String part) {
        return request -> request.sql().contains(part);
    }

    /** The commit of rows with the state that covers them. */
    public static Predicate<Request> committing() {
        return request -> request.sql().equals("commit")
                && request.earlier().stream().anyMatch(sql -> sql.contains("set \"commits\" = "));
    }

    /** Loses the connection at this moment, so that what is asked for does not happen. */
    public void loseBefore(Predicate<Request> moment) {
        add(new Disturbance(moment, Fate.LOST_BEFORE, () -> {}));
    }

    /** Loses the connection at this moment, when what is asked for has happened, but not been told. */
    public void loseAfter(Predicate<Request> moment) {
        add(new Disturbance(moment, Fate.LOST_AFTER, () -> {}));
    }

    /** {@link #loseBefore}, and from then on there is no database. */
    public void goDownBefore(Predicate<Request> moment) {
        add(new Disturbance(moment, Fate.LOST_BEFORE, this::goDown));
    }

    /** {@link #loseAfter}, and from then on there is no database. */
    public void goDownAfter(Predicate<Request> moment) {
        add(new Disturbance(moment, Fate.LOST_AFTER, this::goDown));
    }

    /** Does this at this moment, on the thread that asks. */
    public void at(Predicate<Request> moment, Runnable deed) {
        add(new Disturbance(moment, Fate.GOES_ON, deed));
    }

    private synchronized void add(Disturbance disturbance) {
        disturbances.add(disturbance);
    }

    /** Loses every connection that is asked for something, and lets nobody connect. */
    public synchronized void goDown() {
        down = true;
    }

    /** Lets everyone connect again. */
    public synchronized void comeBack() {
        down = false;
    }

    /** These connections, which can be disturbed. */
    public DataSource around(DataSource connections) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(connections, method, arguments);
            }
            Optional<Fate> fate = fate(new Request("connect", List.of()));
            if (isDown() || fate.filter(Fate.LOST_BEFORE::equals).isPresent()) {
                throw new SQLException(REFUSED, "08001");
            }
            return proxy(Connection.class, new DisturbedConnection(this, connections.getConnection()));
        });
    }

    synchronized boolean isDown() {
        return down;
    }

    /** Whether the connection is lost before this happens. */
    Optional<Boolean> lostBefore(Request request) {
        return fate(request).filter(fate -> fate != Fate.GOES_ON).map(Fate.LOST_BEFORE::equals);
    }

    private Optional<Fate> fate(Request request) {
        Optional<Disturbance> now = take(request);
        now.ifPresent(disturbance -> disturbance.deed().run());
        return now.map(Disturbance::fate);
    }

    private synchronized Optional<Disturbance> take(Request request) {
        Optional<Disturbance> now = disturbances.stream()
                .filter(disturbance -> disturbance.moment().test(request))
                .findFirst();
        now.ifPresent(disturbances::remove);
        return now;
    }

    /** Requires that every moment that was named has come: else a test has shown nothing. */
    synchronized void requireNoneLeft() {
        if (!disturbances.isEmpty()) {
            throw new AssertionError(disturbances.size() + " of the moments that the test named did not come");
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(DisturbedConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
