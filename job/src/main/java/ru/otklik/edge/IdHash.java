package ru.otklik.edge;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of records and of their ids. One a thread. */
final class IdHash {
    private static final int BYTES = 32;

    private final MessageDigest sha256;
    private final byte[] digest = new byte[BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(digest);

    IdHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** First 8 bytes of the digest. */
    long of(byte[] bytes, int from, int to) {
        sha256.update(bytes, from, to - from);
        try {
            sha256.digest(digest, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        return view.getLong(0);
    }

    /** The whole digest, 32 bytes of its own. */
    byte[] whole(byte[] bytes, int from, int to) {
        sha256.update(bytes, from, to - from);
        return sha256.digest();
    }
}
