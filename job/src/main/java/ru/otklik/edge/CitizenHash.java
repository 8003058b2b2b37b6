package ru.otklik.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import ru.otklik.settings.CitizenKeySource;
import ru.otklik.settings.CitizenKeys;

/**
 * Replaces the token of an author by a keyed hash, at the door: nothing behind it knows the token. The key is that of the
 * event's own time. One a thread.
 */
final class CitizenHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final CitizenKeys keys;
    private final Mac[] macs;
    private final byte[] digest;
    private final ByteBuffer view;

    CitizenHash(CitizenKeys keys) {
        this.keys = keys;
        macs = new Mac[keys.count()];
        for (int number = 0; number < macs.length; number++) {
            macs[number] = mac(keys.key(number));
        }
        digest = new byte[macs[0].getMacLength()];
        view = ByteBuffer.wrap(digest);
    }

    /** Hashes by one key, whatever the time. */
    CitizenHash(byte[] key) {
        this(CitizenKeySource.known(key).read());
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key for citizens' tokens cannot be used", e);
        }
    }

    /**
     * First 8 bytes of HMAC-SHA-256, never 0. Two of a million citizens of a municipality share them with a chance of 1
     * to 37 million.
     *
     * @param occurredAt time of the event, epoch milliseconds
     */
    long of(String token, long occurredAt) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length, occurredAt);
    }

    /** The same of a token that lies in some bytes as UTF-8. */
    long of(byte[] bytes, int from, int to, long occurredAt) {
        Mac mac = macs[keys.numberAt(occurredAt)];
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
