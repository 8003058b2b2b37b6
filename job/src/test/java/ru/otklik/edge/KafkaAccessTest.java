package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.settings.SettingsException;

class KafkaAccessTest {
    private static final String PASSWORD = "the-planted-password";
    private static final String LOGIN =
            "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"job\" password=\"" + PASSWORD + "\";\n";
    private static final String SECURE =
            "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nssl.truststore.type=PEM\n" + LOGIN;

    @TempDir
    private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }

    @Test
    void withoutAFileClientsKnowTheBrokersAndNoMore() {
        assertThat(KafkaAccess.of("a:1", null).client()).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void settingsAreReferencesThatAClientOfKafkaLooksUpItself() throws IOException {
        Properties client = KafkaAccess.of("a:1", file(SECURE)).client();

        assertThat(client.toString()).doesNotContain(PASSWORD, "ScramLoginModule");
        AdminClientConfig resolved = new AdminClientConfig(client);
        assertThat(resolved.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(resolved.getString("ssl.endpoint.identification.algorithm")).isEqualTo("https");
        assertThat(resolved.getPassword("sasl.jaas.config").value()).contains(PASSWORD);
    }

    @Test
    void aChangedPasswordIsInForceForTheNextClient() throws IOException {
        Properties client = KafkaAccess.of("a:1", file(SECURE)).client();
        file(SECURE.replace(PASSWORD, "another-one"));

        assertThat(new AdminClientConfig(client).getPassword("sasl.jaas.config").value())
                .contains("another-one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "security.protocol=PLAINTEXT\n",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\n" + LOGIN,
                "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n" + LOGIN,
                "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n",
                "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config="
                        + "com.sun.security.auth.module.JndiLoginModule required password=\"the-planted-password\";\n",
                "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config="
                        + "org.apache.kafka.common.security.scram.ScramLoginModule required; "
                        + "com.sun.security.auth.module.JndiLoginModule required password=\"the-planted-password\";\n",
                SECURE + "ssl.endpoint.identification.algorithm=\n",
                SECURE + "ssl.engine.factory.class=the-planted-password\n",
                SECURE + "sasl.login.callback.handler.class=the-planted-password\n",
                SECURE + "security.providers=the-planted-password\n",
                SECURE + "interceptor.classes=the-planted-password\n",
                SECURE + "bootstrap.servers=the-planted-password\n",
                SECURE + "ssl.truststore.location=\\u00zz\n"
            })
    void whatIsUnsafeIsRefusedWithoutTellingValues(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> KafkaAccess.of("a:1", file))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(file.toString())
                .message()
                .doesNotContain(PASSWORD);
    }
}
