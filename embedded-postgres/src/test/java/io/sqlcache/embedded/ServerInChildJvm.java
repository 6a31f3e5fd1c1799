package io.sqlcache.embedded;

import java.io.IOException;
import java.sql.SQLException;

/** The main class of the JVMs that tests start: starts a server, says where, and returns without closing it when its input ends. */
final class ServerInChildJvm {

    /** What the lines start with that are not log lines. */
    static final String ANSWER = "answer: ";

    private ServerInChildJvm() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        EmbeddedServer server = EmbeddedServer.start();
        System.out.println(ANSWER + server.pid());
        System.out.println(ANSWER + server.dataDirectory());
        System.out.println(ANSWER + Sql.query(server, "select 40 + 2"));
        System.out.flush();
        System.in.read();
    }
}
