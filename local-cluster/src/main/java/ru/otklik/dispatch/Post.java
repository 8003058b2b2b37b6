package ru.otklik.dispatch;

import java.net.URI;
import java.util.Map;

/**
 * One thing to be said to a target.
 *
 * @param url where to
 * @param headers besides those of every POST
 * @param body JSON in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Post(URI url, Map<String, String> headers, byte[] body) {
    Post {
        headers = Map.copyOf(headers);
    }
}
