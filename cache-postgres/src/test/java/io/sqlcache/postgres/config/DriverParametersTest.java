package io.sqlcache.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jdbc_url_params}, and the driver's parameters in a configuration of our own. */
class DriverParametersTest {

    private static Map<String, String> parse(String text) {
        SettingRules rules = new SettingRules();
        Optional<Map<String, String>> parameters = DriverParameters.parse(text, "$.jdbc_url_params", rules);
        parameters.ifPresent(found -> DriverParameters.checkWithTimeouts(rules, "$.jdbc_url_params:", found));
        rules.check("Refused");
        return parameters.orElseThrow();
    }

    @Test
    void theyAreDecodedAsInAUrl() {
        assertThat(parse("options=-c%20a%3Db+c=d&ApplicationName=%C3%A9%26&&localSocketAddress="))
                .isEqualTo(Map.of("options", "-c a=b c=d", "ApplicationName", "é&", "localSocketAddress", ""));
        assertThat(parse("")).isEmpty();
        assertThat(parse("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user=x|$.jdbc_url_params: user cannot be set: set the username",
                "password=s3cret|$.jdbc_url_params: password cannot be set: set the password",
                "ssl=true|$.jdbc_url_params: ssl cannot be set: set the ssl mode",
                "sslmode=require|$.jdbc_url_params: sslmode cannot be set: set the ssl mode",
                "currentSchema=x|$.jdbc_url_params: currentSchema cannot be set: set the schema",
                "sslpassword=s3cret|$.jdbc_url_params: sslpassword cannot be set: certificates and keys belong to the ssl mode",
                "socketFactory=x|$.jdbc_url_params: socketFactory cannot be set: code to run cannot be named in a configuration; open the cache with a DataSource",
                "preferQueryMode=simple|$.jdbc_url_params: preferQueryMode cannot be set: a cache relies on the driver's default",
                "logServerErrorDetail=true|$.jdbc_url_params: logServerErrorDetail cannot be set: errors would quote rows",
                "nonsense=s3cret|$.jdbc_url_params: the driver knows no parameter \"nonsense\"",
                "s3cret|$.jdbc_url_params: is not of the form key1=value1&key2=value2",
                "options=%s3cret|$.jdbc_url_params: the value of \"options\" is not percent-encoded",
                "options=1&options=s3cret|$.jdbc_url_params: has \"options\" twice",
                "tcpKeepAlive=s3cret|$.jdbc_url_params: tcpKeepAlive is neither true nor false",
                "prepareThreshold=s3cret|$.jdbc_url_params: prepareThreshold is not a whole number",
                "targetServerType=s3cret|$.jdbc_url_params: targetServerType is not one of ",
                "socketTimeout=-1|$.jdbc_url_params: socketTimeout is not a whole number of seconds",
                "connectTimeout=999999|$.jdbc_url_params: connectTimeout PT277H46M39S is not between zero and 7 days"
            })
    void whatACacheCannotTakeIsRefusedByName(String text, String reason) {
        assertThatThrownBy(() -> parse(text)).hasMessageContaining(reason).hasMessageNotContaining("s3cret");
    }

    @Test
    void theLongerOfTheTimeoutsOfConnectingCountsAndZeroIsForEver() {
        assertThat(DriverParameters.connectTimeout(Map.of("connectTimeout", "60")))
                .contains(Duration.ofSeconds(60));
        assertThat(DriverParameters.connectTimeout(Map.of("connectTimeout", "5", "loginTimeout", "7")))
                .contains(Duration.ofSeconds(7));
        assertThat(DriverParameters.connectTimeout(Map.of("connectTimeout", "9", "loginTimeout", "7")))
                .contains(Duration.ofSeconds(9));
        assertThat(DriverParameters.connectTimeout(Map.of("connectTimeout", "9", "loginTimeout", "0")))
                .contains(Duration.ZERO);
        assertThat(DriverParameters.connectTimeout(Map.of("connectTimeout", "0", "loginTimeout", "5")))
                .contains(Duration.ZERO);
        assertThat(DriverParameters.connectTimeout(Map.of())).isEmpty();
    }

    @Test
    void inAConfigurationOfOurOwnTimeoutsHaveTheirOwnSettings() {
        PostgresConfigBuilder config = PostgresConfig.builder()
                .host("h")
                .database("d")
                .username("u")
                .driverParameter("connectTimeout", "5")
                .driverParameter("user", "x");
        assertThatThrownBy(config::build)
                .hasMessage(
                        "Cannot use these PostgreSQL settings: driver parameter connectTimeout cannot be set: set the connect or the socket timeout; "
                                + "driver parameter user cannot be set: set the username.");
    }
}
