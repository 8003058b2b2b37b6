package ru.otklik.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** Replaces the token of an author by a keyed hash, at the door: nothing behind it knows the token. One a thread. */
final class CitizenHash {
    private final Mac mac;
    private final byte[] digest;
    private final ByteBuffer view;

    CitizenHash(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key for citizens' tokens cannot be used", e);
        }
        digest = new byte[mac.getMacLength()];
        view = ByteBuffer.wrap(digest);
    }

    /**
     * First 8 bytes of HMAC-SHA-256, never 0. Two of a million citizens of a municipality share them with a chance of 1
     * to 37 million.
     */
    long of(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** The same of a token that lies in some bytes as UTF-8. */
    long of(byte[] bytes, int from, int to) {
        mac.update(bytes, from, to - from);
        try {
            mac.doFinal(digest, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("the digest has the length that the algorithm names", e);
        }
        long hash = view.getLong(0);
        return hash == 0 ? 1 : hash;
    }
}
