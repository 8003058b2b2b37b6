package ru.otklik.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The page, its modules and its chart library, out of the class path: nothing comes from another host. */
final class StaticFiles {
    private static final String PAGE = "/dashboard/index.html";
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    /**
     * A file by the path of its address; the views of the page are all the same file.
     *
     * @return null if there is none
     */
    @Nullable
    Reply find(String path) {
        return switch (path) {
            case "/", "/municipality", "/alerts", "/snapshots", "/quality", "/compare", "/definitions" ->
                replies.computeIfAbsent(PAGE, StaticFiles::load);
            case "/assets/chart.js" -> replies.computeIfAbsent(CHARTS, StaticFiles::load);
            default -> path.matches("/assets/[a-z]+\\.(css|js|svg)") ? asset("/dashboard/" + path.substring(8)) : null;
        };
    }

    private @Nullable Reply asset(String resource) {
        return StaticFiles.class.getResource(resource) == null
                ? null
                : replies.computeIfAbsent(resource, StaticFiles::load);
    }

    private static Reply load(String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            String ending = resource.substring(resource.lastIndexOf('.') + 1);
            return Reply.of(200, TYPES.getOrDefault(ending, "application/octet-stream"), in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
