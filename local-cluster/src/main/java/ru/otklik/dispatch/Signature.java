package ru.otklik.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver who speaks and when: {@code t=SECONDS,v1=HEX}, the HMAC-SHA-256 of {@code SECONDS.BODY} under a secret
 * that both know. A receiver that refuses old seconds can't be fed a recorded request.
 */
final class Signature {
    /** The header that carries it. */
    static final String HEADER = "Otklik-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_SECRET_BYTES = 16;

    private Signature() {}

    /**
     * Signs a body.
     *
     * @param secretFile read anew each time, so that a secret can be changed while the dispatcher runs
     */
    static String of(byte[] body, Path secretFile, Instant now) throws IOException {
        return of(body, Files.readString(secretFile).strip(), now);
    }

    static String of(byte[] body, String secret, Instant now) throws IOException {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < FEWEST_SECRET_BYTES) {
            throw new IOException("the secret has fewer than " + FEWEST_SECRET_BYTES + " bytes");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
