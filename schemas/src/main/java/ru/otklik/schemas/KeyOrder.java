package ru.otklik.schemas;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a writer of canonical JSON lets its caller do; this one trusts everything. */
class KeyOrder {
    static final KeyOrder TRUSTED = new KeyOrder();

    void reset() {}

    void key(String key) {}

    void value() {}

    void members() {}

    void begin(char bracket) {}

    void end(char bracket) {}

    /** Throws {@link IllegalStateException} as soon as the text would not be canonical JSON. */
    static final class Checked extends KeyOrder {
        private static final String NO_KEY_YET = "";

        /** For each open bracket: the last key of an object, or the bracket of an array. */
        private final Deque<Level> open = new ArrayDeque<>();

        private static final class Level {
            final boolean object;
            String lastKey = NO_KEY_YET;
            boolean hasKey;
            boolean awaitsValue;

            Level(boolean object) {
                this.object = object;
            }
        }

        @Override
        void reset() {
            open.clear();
        }

        @Override
        void key(String key) {
            Level level = requireObject();
            if (level.hasKey && level.lastKey.compareTo(key) >= 0) {
                throw new IllegalStateException("key " + key + " after " + level.lastKey);
            }
            level.lastKey = key;
            level.hasKey = true;
            level.awaitsValue = true;
        }

        @Override
        void value() {
            Level level = open.peek();
            if (level == null || !level.object) {
                return;
            }
            if (!level.awaitsValue) {
                throw new IllegalStateException("a value without a key");
            }
            level.awaitsValue = false;
        }

        @Override
        void members() {
            requireObject();
        }

        @Override
        void begin(char bracket) {
            value();
            open.push(new Level(bracket == '{'));
        }

        @Override
        void end(char bracket) {
            Level level = open.poll();
            if (level == null || level.object != (bracket == '}') || level.awaitsValue) {
                throw new IllegalStateException("nothing that " + bracket + " could end");
            }
        }

        private Level requireObject() {
            Level level = open.peek();
            if (level == null || !level.object || level.awaitsValue) {
                throw new IllegalStateException("no place for a member");
            }
            return level;
        }
    }
}
