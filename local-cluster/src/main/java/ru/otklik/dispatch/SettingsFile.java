package ru.otklik.dispatch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.dispatch.DispatchSettings.Kind;
import ru.otklik.dispatch.DispatchSettings.Pace;
import ru.otklik.dispatch.DispatchSettings.Target;

/** Reads the settings of a dispatcher; an unknown key or a value out of range is a failure that names its place. */
final class SettingsFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,49}";
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path file;

    private SettingsFile(Path file) {
        this.file = file;
    }

    static DispatchSettings read(Path file) {
        SettingsFile reader = new SettingsFile(file.toAbsolutePath().normalize());
        try {
            return reader.settings(new SettingsNode("", JSON.readTree(Files.readAllBytes(file))));
        } catch (JsonProcessingException e) {
            throw new Failure(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + Failure.because(e), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(file + ": " + e.getMessage(), e);
        }
    }

    private DispatchSettings settings(SettingsNode root) {
        root.allowOnly("kafka", "allow", "targets", "alertPage", "statusPort");
        List<AllowList.Entry> allowed = new ArrayList<>();
        root.items("allow").forEach(item -> allowed.add(allowed(item)));
        List<Target> targets = new ArrayList<>();
        root.items("targets").forEach(item -> targets.add(target(item)));
        Set<String> names = new HashSet<>();
        AllowList list = new AllowList(allowed);
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets are named " + target.name());
            }
            Origin origin = Origin.of(target.url());
            if (!list.names(origin)) {
                throw new IllegalArgumentException(
                        "the target " + target.name() + " is refused: allow does not name " + origin);
            }
        }
        return new DispatchSettings(
                root.texts("kafka"), allowed, targets, root.text("alertPage"), port(root.number("statusPort")));
    }

    private static @Nullable Integer port(@Nullable Long number) {
        if (number == null) {
            return null;
        }
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("statusPort is no port: " + number);
        }
        return number.intValue();
    }

    private static AllowList.Entry allowed(SettingsNode item) {
        item.allowOnly("origin", "networks");
        URI origin = item.url("origin");
        if (!(origin.getRawPath() == null || origin.getRawPath().isEmpty()) || origin.getRawQuery() != null) {
            throw new IllegalArgumentException(item.path("origin") + " must end with its host or port: " + origin);
        }
        return new AllowList.Entry(
                Origin.of(origin),
                item.list("networks").stream().map(AddressBlock::parse).toList());
    }

    private Target target(SettingsNode item) {
        item.allowOnly(
                "name",
                "kind",
                "url",
                "secretFile",
                "tokenFile",
                "notBefore",
                "timeout",
                "firstPause",
                "longestPause",
                "repost",
                "resolveAfter",
                "seed");
        String name = item.requireText("name");
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(item.path("name") + " must match " + NAME + ": " + name);
        }
        Kind kind = kind(item);
        Path secret = secret(item, "secretFile");
        if ((kind == Kind.WEBHOOK) != (secret != null)) {
            throw new IllegalArgumentException(item.path("secretFile")
                    + (secret == null ? " is missing: a webhook is signed" : " is for webhooks only"));
        }
        String notBefore = item.text("notBefore");
        try {
            Instant from = notBefore == null ? Instant.EPOCH : Instant.parse(notBefore);
            return new Target(
                    name, kind, item.url("url"), secret, secret(item, "tokenFile"), from, pace(item, name, kind));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    item.path("notBefore") + " must be like 2026-01-31T09:00:00Z: " + notBefore, e);
        }
    }

    private static Kind kind(SettingsNode item) {
        String kind = item.requireText("kind");
        try {
            return Kind.valueOf(kind);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(item.path("kind") + " must be WEBHOOK or ALERTMANAGER, not " + kind, e);
        }
    }

    private static Pace pace(SettingsNode item, String name, Kind kind) {
        if (kind == Kind.WEBHOOK && (item.text("repost") != null || item.text("resolveAfter") != null)) {
            throw new IllegalArgumentException(item.path("repost") + " and resolveAfter are for an Alertmanager only");
        }
        Long seed = item.number("seed");
        Pace pace = new Pace(
                item.duration("timeout", Duration.ofSeconds(10), LONGEST),
                item.duration("firstPause", Duration.ofSeconds(1), LONGEST),
                item.duration("longestPause", Duration.ofMinutes(5), LONGEST),
                item.duration("repost", Duration.ofMinutes(1), LONGEST),
                item.duration("resolveAfter", Duration.ofHours(12), LONGEST.multipliedBy(30)),
                seed == null ? name.hashCode() : seed);
        if (pace.firstPause().compareTo(pace.longestPause()) > 0) {
            throw new IllegalArgumentException(item.path("firstPause") + " is longer than longestPause");
        }
        if (pace.repost().multipliedBy(3).compareTo(pace.resolveAfter()) > 0) {
            throw new IllegalArgumentException(
                    item.path("resolveAfter") + " must be at least three times repost: one may be lost");
        }
        return pace;
    }

    /** Beside the settings unless it says otherwise; it must be there when the dispatcher starts. */
    private @Nullable Path secret(SettingsNode item, String key) {
        String named = item.text(key);
        if (named == null) {
            return null;
        }
        Path path = file.resolveSibling(named);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(item.path(key) + " cannot be read: " + path);
        }
        return path;
    }

    /** An object of the settings that knows where it stands. */
    private record SettingsNode(String place, @Nullable JsonNode node) {
        SettingsNode {
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException((place.isEmpty() ? "the file" : place) + " must be an object");
            }
        }

        String path(String key) {
            return place.isEmpty() ? key : place + "." + key;
        }

        void allowOnly(String... keys) {
            List<String> known = List.of(keys);
            at().fieldNames().forEachRemaining(key -> {
                if (!known.contains(key)) {
                    throw new IllegalArgumentException(path(key) + " is unknown; known are " + known);
                }
            });
        }

        @Nullable
        String text(String key) {
            JsonNode value = at().path(key);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw new IllegalArgumentException(path(key) + " must be a text");
            }
            return value.textValue();
        }

        String requireText(String key) {
            String text = text(key);
            if (text == null) {
                throw new IllegalArgumentException(path(key) + " is missing");
            }
            return text;
        }

        URI url(String key) {
            return URI.create(requireText(key));
        }

        @Nullable
        Long number(String key) {
            JsonNode value = at().path(key);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new IllegalArgumentException(path(key) + " must be a whole number");
            }
            return value.longValue();
        }

        Duration duration(String key, Duration usual, Duration longest) {
            String text = text(key);
            try {
                Duration duration = text == null ? usual : Duration.parse(text);
                if (duration.toMillis() < 1 || duration.compareTo(longest) > 0) {
                    throw new IllegalArgumentException(path(key) + " must be from 1 ms to " + longest + ": " + text);
                }
                return duration;
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(path(key) + " must be like PT10S: " + text, e);
            }
        }

        List<SettingsNode> items(String key) {
            List<SettingsNode> items = new ArrayList<>();
            for (JsonNode item : array(key)) {
                items.add(new SettingsNode(path(key) + "[" + items.size() + "]", item));
            }
            return items;
        }

        List<String> list(String key) {
            List<String> texts = new ArrayList<>();
            array(key).forEach(item -> texts.add(item.asText()));
            return texts;
        }

        Map<String, String> texts(String key) {
            Map<String, String> texts = new LinkedHashMap<>();
            at().path(key)
                    .properties()
                    .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
            return texts;
        }

        private JsonNode array(String key) {
            JsonNode value = at().path(key);
            if (!value.isMissingNode() && !value.isArray()) {
                throw new IllegalArgumentException(path(key) + " must be a list");
            }
            return value;
        }

        private JsonNode at() {
            return java.util.Objects.requireNonNull(node);
        }
    }
}
