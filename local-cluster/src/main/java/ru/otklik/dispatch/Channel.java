package ru.otklik.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a kind of target wants to be told. Used by one thread. */
interface Channel {

    /** What to send for a record. */
    Post telling(Notice notice, Instant now) throws IOException;

    /** Takes note of a record that the target was told, now or in an earlier life, in the order of its alert. */
    void told(Notice notice);

    /**
     * What to send from time to time, so that what was told stays known.
     *
     * @param isSettled whether nothing more is waiting to be told of an alert
     */
    List<Post> reminders(Instant now, Predicate<String> isSettled) throws IOException;

    /** Alerts that the target believes to fire. */
    int firing();

    /** Whether this needs to know what was told before the process began. */
    boolean needsHistory();

    /** The way to a target. */
    static Channel to(DispatchSettings.Target target, DispatchSettings settings) {
        return switch (target.kind()) {
            case WEBHOOK -> new WebhookChannel(target);
            case ALERTMANAGER -> new AlertmanagerChannel(target, settings);
        };
    }

    /** The header that proves who speaks, if the target has a token; read anew each time. */
    static Map<String, String> authorization(@Nullable Path tokenFile) throws IOException {
        return tokenFile == null
                ? Map.of()
                : Map.of(
                        "Authorization", "Bearer " + Files.readString(tokenFile).strip());
    }
}
