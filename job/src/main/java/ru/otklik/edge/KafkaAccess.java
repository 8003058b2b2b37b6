package ru.otklik.edge;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;
import ru.otklik.settings.SettingsException;

/**
 * How clients reach the brokers: in clear, or by TLS as a properties file says. What travels with the job are references to
 * the entries of that file ({@code ${file:PATH:KEY}}), which each client of Kafka looks up itself when it is made: no
 * password gets into the job graph, and a changed file is in force at the next start of a task.
 */
public final class KafkaAccess implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Scram proves that it knows a password without telling it; other modules load code or send the password. */
    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required ";

    private static final Set<String> PROTOCOLS = Set.of("SSL", "SASL_SSL");
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256");

    /**
     * Keys that a file may have. All others are refused: some load classes, one switches off the check of the broker's
     * name, and settings of consumers and producers are the job's own.
     */
    private static final Set<String> ALLOWED = Set.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            SaslConfigs.SASL_MECHANISM,
            SaslConfigs.SASL_JAAS_CONFIG,
            SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
            SslConfigs.SSL_CIPHER_SUITES_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG);

    private final String bootstrapServers;
    private final Map<String, String> references;

    private KafkaAccess(String bootstrapServers, Map<String, String> references) {
        this.bootstrapServers = bootstrapServers;
        this.references = references;
    }

    /**
     * Access to some brokers.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param file settings of TLS and of the login; null for a plaintext connection
     * @throws SettingsException if the file cannot be used; the message names keys and never values
     */
    public static KafkaAccess of(String bootstrapServers, @Nullable Path file) {
        Map<String, String> references = new TreeMap<>();
        if (file != null) {
            String path = file.toAbsolutePath().toString();
            Properties entries = read(path);
            check(path, entries);
            references.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "file");
            references.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".file.class", FileConfigProvider.class.getName());
            for (String key : entries.stringPropertyNames()) {
                references.put(key, "${file:" + path + ":" + key + "}");
            }
        }
        return new KafkaAccess(bootstrapServers, references);
    }

    /** Settings for a client; the secrets are still where they were. */
    public Properties client() {
        Properties client = new Properties();
        client.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        references.forEach(client::setProperty);
        return client;
    }

    /** Host and port of the brokers, comma-separated. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What {@link #client} says, as a map. */
    public Map<String, String> clientMap() {
        Map<String, String> client = new TreeMap<>(references);
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return client;
    }

    private static Properties read(String path) {
        if (path.contains(":") || path.contains("}") || path.contains("$")) {
            throw new SettingsException(path + ": the name of the file must not have any of : } $");
        }
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path))) {
            entries.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    path + " cannot be read as properties (" + e.getClass().getSimpleName() + ")");
        }
        return entries;
    }

    private static void check(String path, Properties entries) {
        for (String key : entries.stringPropertyNames()) {
            if (!ALLOWED.contains(key)) {
                throw new SettingsException(path + " must not set " + key + "; allowed are "
                        + ALLOWED.stream().sorted().toList());
            }
        }
        String protocol = require(path, entries, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, PROTOCOLS);
        if (protocol.equals("SASL_SSL")) {
            require(path, entries, SaslConfigs.SASL_MECHANISM, MECHANISMS);
            String login = entries.getProperty(SaslConfigs.SASL_JAAS_CONFIG, "");
            if (!login.strip().startsWith(LOGIN_MODULE)
                    || login.strip().indexOf(';') != login.strip().length() - 1) {
                throw new SettingsException(path + ": " + SaslConfigs.SASL_JAAS_CONFIG + " must be: " + LOGIN_MODULE
                        + "username=\"…\" password=\"…\";");
            }
        }
    }

    private static String require(String path, Properties entries, String key, Set<String> values) {
        String value = entries.getProperty(key, "");
        if (!values.contains(value)) {
            throw new SettingsException(path + ": " + key + " must be one of "
                    + values.stream().sorted().toList());
        }
        return value;
    }
}
