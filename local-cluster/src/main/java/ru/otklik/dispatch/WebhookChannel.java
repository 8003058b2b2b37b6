package ru.otklik.dispatch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A generic webhook: each record byte for byte as it is on the topic, signed, with a key by which a second one is known. */
final class WebhookChannel implements Channel {
    static final String KEY_HEADER = "Idempotency-Key";

    private final DispatchSettings.Target target;
    private final Path secretFile;

    WebhookChannel(DispatchSettings.Target target) {
        this.target = target;
        this.secretFile = Objects.requireNonNull(target.secretFile(), "a webhook has a secret");
    }

    @Override
    public Post telling(Notice notice, Instant now) throws IOException {
        Map<String, String> headers = new HashMap<>(Channel.authorization(target.tokenFile()));
        headers.put(KEY_HEADER, notice.key());
        headers.put(Signature.HEADER, Signature.of(notice.bytes(), secretFile, now));
        return new Post(target.url(), headers, notice.bytes());
    }

    @Override
    public void told(Notice notice) {
        // A webhook is told each record once it was taken, and nothing after that.
    }

    @Override
    public List<Post> reminders(Instant now, Predicate<String> isSettled) {
        return List.of();
    }

    @Override
    public int firing() {
        return 0;
    }

    @Override
    public boolean needsHistory() {
        return false;
    }
}
