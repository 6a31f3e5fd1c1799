package io.sqlcache.postgres.testing;

import io.sqlcache.embedded.EmbeddedServer;
import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.PostgresConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL that shows a certificate, and asks some users for one; which is in the user's name. */
public final class TlsServer implements AutoCloseable {

    /** Users that must encrypt, must not, must show a certificate of their name, and one that is not let in at all. */
    public static final String ENCRYPTED = "encrypted";

    public static final String PLAIN = "plain";
    public static final String CERTIFIED = "certified";
    public static final String UNWANTED = "unwanted";

    private final EmbeddedServer server;

    private TlsServer(EmbeddedServer server) {
        this.server = server;
    }

    /** One that trusts the clients of this authority; it has to be given a certificate. */
    public static TlsServer start(TestAuthority authority) throws IOException, SQLException {
        TlsServer tls = new TlsServer(EmbeddedServer.start());
        tls.write("clients.crt", authority.certificate().reveal());
        Path rules = tls.server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(rules, """
                hostssl all encrypted 127.0.0.1/32 trust
                hostnossl all encrypted 127.0.0.1/32 reject
                hostnossl all plain 127.0.0.1/32 trust
                hostssl all plain 127.0.0.1/32 reject
                hostssl all certified 127.0.0.1/32 cert
                hostnossl all certified 127.0.0.1/32 reject
                host all unwanted 127.0.0.1/32 reject
                %s""".formatted(Files.readString(rules)));
        tls.execute(
                "create role encrypted superuser login",
                "create role plain superuser login",
                "create role certified superuser login",
                "create role unwanted login");
        return tls;
    }

    /** Shows this certificate from now on; connections are cut. */
    public void show(TestAuthority.Issued certificate) throws IOException, SQLException {
        write("server.crt", certificate.certificate());
        write("server.key", certificate.key());
        execute("alter system set ssl_ca_file = 'clients.crt'", "alter system set ssl = on");
        server.restart();
    }

    /** Speaks no TLS from now on. */
    public void showNothing() throws SQLException {
        execute("alter system set ssl = off");
        server.restart();
    }

    /** By a name that its certificate may have. */
    public PostgresConfigBuilder settings(String user) {
        return PostgresConfig.builder()
                .host("localhost")
                .port(server.port())
                .database(server.database())
                .username(user)
                .schemaName("tls");
    }

    public EmbeddedServer server() {
        return server;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path data = server.dataDirectory();
        Path file = Files.writeString(data.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(file, Files.getOwner(data));
    }

    @Override
    public void close() {
        server.close();
    }
}
