package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How the database is reached: directly, or through an SSH server that forwards to it. Immutable values; what is wrong with one is
 * told when a {@link PostgresConfig} is made of it.
 *
 * <p>Through a tunnel the database's host name is looked up by the SSH server, and a TLS connection still checks it.
 */
public sealed interface TunnelMethod {

    /** SSH's own port. */
    int DEFAULT_PORT = 22;

    /** Directly. */
    record None() implements TunnelMethod {}

    /** Through an SSH server. */
    sealed interface Ssh extends TunnelMethod {

        /** The SSH server's name or address, IPv6 without brackets. */
        String host();

        /** Its TCP port. */
        int port();

        /** The user who logs in there. */
        String user();

        /** How it is made sure that the server is the one that is meant. */
        HostKeyCheck hostKeyCheck();
    }

    /**
     * Logs in with a private key.
     *
     * @param key a PEM or OpenSSH text
     * @param passphrase of the key; null if the key is not encrypted
     */
    record KeyAuthentication(
            String host,
            int port,
            String user,
            Secret key,
            @Nullable Secret passphrase,
            HostKeyCheck hostKeyCheck) implements Ssh {

        /** With the default port and check of the host's key, and a key that is not encrypted. */
        public KeyAuthentication(String host, String user, Secret key) {
            this(host, DEFAULT_PORT, user, key, null, HostKeyCheck.standard());
        }
    }

    /** Logs in with a password. */
    record PasswordAuthentication(String host, int port, String user, Secret password, HostKeyCheck hostKeyCheck)
            implements Ssh {

        /** With the default port and check of the host's key. */
        public PasswordAuthentication(String host, String user, Secret password) {
            this(host, DEFAULT_PORT, user, password, HostKeyCheck.standard());
        }
    }
}
