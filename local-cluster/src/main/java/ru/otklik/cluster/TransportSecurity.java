package ru.otklik.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import ru.otklik.console.Failure;

/**
 * TLS and logins for broker and database of a home: a certificate for the loopback address, made by the JDK's keytool,
 * which everybody of the home trusts and nobody else; users of the broker; the properties file that clients go by. All of it
 * lies among the secrets of the home, readable by its owner only. A home is secured before its first start, or never: the
 * broker learns of its users when its folder is formatted.
 */
public final class TransportSecurity {
    /** The user as whom everybody but the broker itself logs in to the broker. */
    static final String CLIENT = "otklik-client";

    private static final String BROKER = "otklik-broker";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String STATE_KEY = "security";
    private static final String ALIAS = "otklik";

    private final Path folder;
    private final ClusterHome home;

    private TransportSecurity(Path folder, ClusterHome home) {
        this.folder = folder;
        this.home = home;
    }

    /** The security of a home, if it was switched on. */
    public static Optional<TransportSecurity> of(ClusterState state) {
        return state.find(STATE_KEY).map(folder -> new TransportSecurity(Path.of(folder), state.home()));
    }

    /** Makes what is missing, and has broker and database of the home take nothing but TLS and logins from now on. */
    public static TransportSecurity switchOn(ClusterHome home, ClusterState state) {
        Optional<TransportSecurity> there = of(state);
        if (there.isPresent()) {
            return there.get();
        }
        if (Files.exists(home.kafka().resolve("data/meta.properties"))) {
            throw new Failure("this home was begun without logins; start over with: up --fresh --secure");
        }
        TransportSecurity made = new TransportSecurity(home.folder("secrets"), home);
        try {
            made.makeCertificate();
            ClusterHome.writePrivately(made.clientProperties(), made.clientText());
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure("certificate and logins cannot be made: " + Failure.because(e), e);
        }
        state.put(STATE_KEY, made.folder.toString());
        return made;
    }

    /** What clients of the broker go by. */
    public Path clientProperties() {
        return folder.resolve("kafka-client.properties");
    }

    /** The certificate that clients trust. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Address of a database with the demand that it proves who it is. */
    String verified(String url) {
        return url + "?sslmode=verify-full&sslrootcert="
                + URLEncoder.encode(certificate().toString(), StandardCharsets.UTF_8);
    }

    /** Arguments of the database: TLS, and no login without it. */
    List<String> postgresArguments() throws IOException {
        Path rules = folder.resolve("pg_hba.conf");
        ClusterHome.writePrivately(rules, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        return List.of(
                "-c",
                "ssl=on",
                "-c",
                "ssl_min_protocol_version=TLSv1.2",
                "-c",
                "ssl_cert_file=" + certificate(),
                "-c",
                "ssl_key_file=" + privateKey(),
                "-c",
                "hba_file=" + rules);
    }

    /** Users of the broker, as its formatting tool takes them. */
    List<String> scramArguments() {
        return List.of("--add-scram", scram(BROKER), "--add-scram", scram(CLIENT));
    }

    private String scram(String user) {
        return "SCRAM-SHA-512=[name=" + user + ",password=" + home.secretText(user) + "]";
    }

    /** Settings of the broker: clients by TLS and login, the controller by TLS with certificates on both sides. */
    String brokerSettings() {
        return """
                sasl.enabled.mechanisms=SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=%1$s
                listener.name.detour.scram-sha-512.sasl.jaas.config=%1$s
                listener.name.controller.ssl.client.auth=required
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%2$s
                ssl.keystore.password=%3$s
                ssl.key.password=%3$s
                ssl.truststore.type=PEM
                ssl.truststore.location=%4$s
                """.formatted(login(BROKER), keyStore(), home.secretText("keystore"), certificate());
    }

    private String clientText() {
        return """
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(login(CLIENT), certificate());
    }

    private String login(String user) {
        return MODULE + " required username=\"" + user + "\" password=\"" + home.secretText(user) + "\";";
    }

    private Path keyStore() {
        return folder.resolve("keystore.p12");
    }

    private Path privateKey() {
        return folder.resolve("private-key.pem");
    }

    private void makeCertificate() throws IOException, GeneralSecurityException {
        ClusterHome.delete(keyStore());
        runKeytool();
        char[] password = home.secretText("keystore").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, password);
        }
        Key key = store.getKey(ALIAS, password);
        ClusterHome.writePrivately(
                certificate(), pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        ClusterHome.writePrivately(privateKey(), pem("PRIVATE KEY", key.getEncoded()));
    }

    /** The password goes by a file, since arguments of a process are seen by everybody. */
    private void runKeytool() throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path log = home.log("keytool");
        Process process = new ProcessBuilder(
                        tool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Otklik on this machine",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore().toString(),
                        "-storepass:file",
                        home.secret("keystore").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new Failure("keytool made no certificate; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
