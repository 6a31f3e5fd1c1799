package io.sqlcache.postgres.config;

import java.nio.file.Path;

/** How it is made sure that an SSH server is the one that is meant. Immutable values. */
public sealed interface HostKeyCheck {

    /** The user's own list of hosts; one that is not on it is accepted, with a warning that tells the key to pin. */
    static HostKeyCheck standard() {
        return new KnownHosts(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"), UnknownHost.ACCEPT);
    }

    /** What becomes of a host that the list does not have. */
    enum UnknownHost {
        /** It is trusted; a warning tells its key. Airbyte's destinations trust every key. */
        ACCEPT,
        /** Nothing is sent to it. */
        REFUSE
    }

    /**
     * A host that the list has must show the key given there.
     *
     * @param file in the format of OpenSSH's {@code known_hosts}; a file that is missing is an empty list
     */
    record KnownHosts(Path file, UnknownHost unknownHost) implements HostKeyCheck {}

    /**
     * The host must show this key.
     *
     * @param key a fingerprint as {@code ssh-keygen -l} tells it ({@code SHA256:...}), or the public key as in {@code known_hosts}
     *     ({@code ssh-ed25519 AAAA...})
     */
    record Pinned(String key) implements HostKeyCheck {}
}
