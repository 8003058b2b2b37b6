package ru.otklik.settings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** Where the keys for citizens' tokens come from. This travels with the job; keys that lie in a file do not. */
public sealed interface CitizenKeySource extends Serializable {

    /**
     * The keys as they are now.
     *
     * @throws SettingsException if they cannot be used; the message holds nothing of a key
     */
    CitizenKeys read();

    /** Keys that every task reads for itself when it opens. */
    static CitizenKeySource in(SecretFile file) {
        return new InFile(file);
    }

    /** One key that is no secret and travels with the job: of a replay, from which no token leaves, or of a test. */
    static CitizenKeySource known(byte[] key) {
        return new Known(new String(key, StandardCharsets.ISO_8859_1));
    }

    /** See {@link #in}. */
    record InFile(SecretFile file) implements CitizenKeySource {
        private static final long serialVersionUID = 1L;

        @Override
        public CitizenKeys read() {
            return CitizenKeys.parse(file.text(), file.path());
        }
    }

    /**
     * See {@link #known}.
     *
     * @param key its bytes, a character each
     */
    record Known(String key) implements CitizenKeySource {
        private static final long serialVersionUID = 1L;

        @Override
        public CitizenKeys read() {
            return CitizenKeys.one(key.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
