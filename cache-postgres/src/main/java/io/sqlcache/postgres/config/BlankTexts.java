package io.sqlcache.postgres.config;

import io.sqlcache.api.Secret;
import org.jspecify.annotations.Nullable;

/** Leaves out texts that may be left out and are blank: a form that was left empty sends empty texts. */
final class BlankTexts {

    private BlankTexts() {}

    static SslMode leftOut(SslMode mode) {
        if (mode instanceof SslMode.Require require) {
            return new SslMode.Require(
                    given(require.clientCertificate()), given(require.clientKey()), given(require.clientKeyPassword()));
        }
        if (mode instanceof SslMode.VerifyCa verify) {
            return new SslMode.VerifyCa(
                    given(verify.caCertificate()),
                    given(verify.clientCertificate()),
                    given(verify.clientKey()),
                    given(verify.clientKeyPassword()));
        }
        if (mode instanceof SslMode.VerifyFull verify) {
            return new SslMode.VerifyFull(
                    given(verify.caCertificate()),
                    given(verify.clientCertificate()),
                    given(verify.clientKey()),
                    given(verify.clientKeyPassword()));
        }
        return mode;
    }

    static TunnelMethod leftOut(TunnelMethod method) {
        return method instanceof TunnelMethod.KeyAuthentication login
                ? new TunnelMethod.KeyAuthentication(
                        login.host(),
                        login.port(),
                        login.user(),
                        login.key(),
                        given(login.passphrase()),
                        login.hostKeyCheck())
                : method;
    }

    private static @Nullable Secret given(@Nullable Secret text) {
        return ConnectionRules.isGiven(text) ? text : null;
    }
}
