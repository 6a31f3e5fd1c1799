package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Whether connections are encrypted and what the server has to prove, as libpq means it. Immutable values; what is wrong with one is
 * told when a {@link PostgresConfig} is made of it.
 *
 * <p>Certificates and keys are PEM texts. A client certificate and its key go together; both are null if the server asks for none. A
 * text that is blank counts as null.
 */
public sealed interface SslMode {

    /** The mode's name in libpq, JDBC URLs and Airbyte's configurations. */
    String mode();

    /** Whether nothing is sent that is not encrypted. */
    default boolean demandsEncryption() {
        return false;
    }

    /** The certificates of the authorities whose servers are trusted; null for those that Java trusts. */
    default @Nullable Secret caCertificate() {
        return null;
    }

    /** The certificate that the client shows, perhaps followed by those of its authorities. */
    default @Nullable Secret clientCertificate() {
        return null;
    }

    /** The private key of {@link #clientCertificate}: PKCS #8, encrypted or not, PKCS #1 or EC. */
    default @Nullable Secret clientKey() {
        return null;
    }

    /** The password of {@link #clientKey}; null if the key is not encrypted. */
    default @Nullable Secret clientKeyPassword() {
        return null;
    }

    /** Never encrypted. */
    record Disable() implements SslMode {
        @Override
        public String mode() {
            return "disable";
        }
    }

    /** Encrypted only if the server lets nobody in without. */
    record Allow() implements SslMode {
        @Override
        public String mode() {
            return "allow";
        }
    }

    /** Encrypted if the server can. */
    record Prefer() implements SslMode {
        @Override
        public String mode() {
            return "prefer";
        }
    }

    /** Always encrypted; the server proves nothing. */
    record Require(
            @Nullable Secret clientCertificate,
            @Nullable Secret clientKey,
            @Nullable Secret clientKeyPassword) implements SslMode {

        /** Without a client certificate. */
        public Require() {
            this(null, null, null);
        }

        @Override
        public String mode() {
            return "require";
        }

        @Override
        public boolean demandsEncryption() {
            return true;
        }
    }

    /** Always encrypted; the server's certificate comes from a trusted authority. */
    record VerifyCa(
            @Nullable Secret caCertificate,
            @Nullable Secret clientCertificate,
            @Nullable Secret clientKey,
            @Nullable Secret clientKeyPassword)
            implements SslMode {

        /** Without a client certificate. */
        public VerifyCa(@Nullable Secret caCertificate) {
            this(caCertificate, null, null, null);
        }

        @Override
        public String mode() {
            return "verify-ca";
        }

        @Override
        public boolean demandsEncryption() {
            return true;
        }
    }

    /** Always encrypted; the server's certificate comes from a trusted authority and names the host that is connected to. */
    record VerifyFull(
            @Nullable Secret caCertificate,
            @Nullable Secret clientCertificate,
            @Nullable Secret clientKey,
            @Nullable Secret clientKeyPassword)
            implements SslMode {

        /** Without a client certificate. */
        public VerifyFull(@Nullable Secret caCertificate) {
            this(caCertificate, null, null, null);
        }

        @Override
        public String mode() {
            return "verify-full";
        }

        @Override
        public boolean demandsEncryption() {
            return true;
        }
    }
}
