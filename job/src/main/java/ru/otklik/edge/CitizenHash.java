package ru.otklik.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replaces the token of an author by a keyed hash, at the door: nothing behind it knows the token. */
final class CitizenHash {
    private final Mac mac;

    CitizenHash(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key for citizens' tokens cannot be used", e);
        }
    }

    /**
     * First 8 bytes of HMAC-SHA-256, never 0. Two of a million citizens of a municipality share them with a chance of 1
     * to 37 million.
     */
    long of(String token) {
        long hash = ByteBuffer.wrap(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == 0 ? 1 : hash;
    }
}
