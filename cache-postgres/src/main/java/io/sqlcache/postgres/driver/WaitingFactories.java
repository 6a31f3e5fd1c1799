package io.sqlcache.postgres.driver;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Socket factories that wait for the driver under a random name, which tells nothing. Thread-safe.
 *
 * <p>The driver creates its factories itself and gives them one text of the connection's settings: this way certificates and keys are
 * neither in a file nor in a text that the driver may print.
 */
public final class WaitingFactories {

    private static final Map<String, SocketFactory> FACTORIES = new ConcurrentHashMap<>();

    private WaitingFactories() {}

    /** Keeps a factory until {@link #remove}; gives its name. */
    public static String add(SocketFactory factory) {
        String name = UUID.randomUUID().toString();
        FACTORIES.put(name, factory);
        return name;
    }

    /** Forgets a factory; no connection can be made with it any more. */
    public static void remove(String name) {
        FACTORIES.remove(name);
    }

    static <T extends SocketFactory> T find(String name, Class<T> type) {
        SocketFactory factory = FACTORIES.get(name);
        if (factory == null) {
            throw new IllegalStateException("The pool that this connection is for is closed");
        }
        return type.cast(factory);
    }
}
