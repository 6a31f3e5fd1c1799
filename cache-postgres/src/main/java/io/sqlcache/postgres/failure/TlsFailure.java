package io.sqlcache.postgres.failure;

import io.sqlcache.postgres.config.PostgresConfig;
import io.sqlcache.postgres.config.SslMode;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/** Tells which certificate was not accepted, by whom, and what to do; all of it is the configuration's fault. */
final class TlsFailure {

    /** Java's own words, which are in no other language. */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private static final String NOT_ACCEPTED =
            "the server does not accept the client certificate (%s); it must be valid and come from an authority of the server's ssl_ca_file";
    private static final String BROKEN = "08006";
    private static final String NO_CERTIFICATE = "certificate_required";

    private final PostgresConfig config;
    private final SQLException failure;

    private TlsFailure(PostgresConfig config, SQLException failure) {
        this.config = config;
        this.failure = failure;
    }

    /** The reason, if TLS is one. */
    static Optional<String> reason(PostgresConfig config, SQLException failure) {
        return new TlsFailure(config, failure).reason();
    }

    private Optional<String> reason() {
        // The driver tells these two by a text in the language of Java, and by nothing else.
        if (GT.tr("The server does not support SSL.").equals(failure.getMessage())) {
            return Optional.of(
                    "the server does not support TLS, which the ssl mode %s demands; turn it on there (ssl = on), or use the mode prefer or disable"
                            .formatted(config.sslMode().mode()));
        }
        if (isWrongName()) {
            return Optional.of(
                    "the server's certificate is not for \"%s\"; use a host name that the certificate has, or the ssl mode verify-ca"
                            .formatted(config.host()));
        }
        Optional<String> certificate = serverCertificate();
        if (certificate.isPresent()) {
            return certificate;
        }
        Optional<String> handshake = find(SSLException.class).map(this::handshake);
        return handshake.isPresent() ? handshake : brokenOff();
    }

    /**
     * Since TLS 1.3 a server looks at the client's certificate when the client has gone on already: its answer is lost if it closes the
     * connection before the client reads.
     */
    private Optional<String> brokenOff() {
        return hasClientCertificate()
                ? find(IOException.class)
                        .filter(e -> e.getClass() == SocketException.class || e instanceof EOFException)
                        .map(e -> NOT_ACCEPTED.formatted(e.getMessage()))
                : Optional.empty();
    }

    private boolean hasClientCertificate() {
        return config.sslMode().clientCertificate() != null;
    }

    /** The driver itself looks at the name, after the handshake. */
    private boolean isWrongName() {
        return config.sslMode() instanceof SslMode.VerifyFull
                && BROKEN.equals(failure.getSQLState())
                && failure.getCause() == null
                && failure instanceof PSQLException answer
                && answer.getServerErrorMessage() == null;
    }

    private Optional<String> serverCertificate() {
        if (find(CertificateExpiredException.class).isPresent()) {
            return Optional.of("the server's certificate has expired; renew it there");
        }
        if (find(CertificateNotYetValidException.class).isPresent()) {
            return Optional.of("the server's certificate is not valid yet; check the clocks, or replace it there");
        }
        if (find(CertPathBuilderException.class).isPresent()
                || find(CertPathValidatorException.class).isPresent()) {
            return Optional.of("the server's certificate does not come from a trusted authority; "
                    + (config.sslMode().caCertificate() == null
                            ? "give the certificate of its authority (CA)"
                            : "check the CA certificate: it must be that of the server's authority"));
        }
        return find(CertificateException.class)
                .map(e -> "the server's certificate is not accepted: %s".formatted(e.getMessage()));
    }

    private String handshake(SSLException e) {
        Matcher alert = ALERT.matcher(String.valueOf(e.getMessage()));
        if (!alert.find()) {
            return "TLS failed: %s; check that the ssl mode is what the server offers".formatted(e.getMessage());
        }
        if (!hasClientCertificate()) {
            return alert.group(1).equals(NO_CERTIFICATE)
                    ? "the server asks for a client certificate and none is set; set the client certificate and its key"
                    : "the server broke off TLS (%s); check its log".formatted(alert.group(1));
        }
        return NOT_ACCEPTED.formatted(alert.group(1));
    }

    private <T extends Throwable> Optional<T> find(Class<T> type) {
        return SqlStates.chain(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
