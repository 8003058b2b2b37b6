package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/** One revision of a region's report on a quarter, as the job wrote it. */
public final class Snapshot {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Pattern ENVELOPE = Pattern.compile(
            "\\{\"contentHash\":\"([0-9a-f]{64})\",\"edition\":(\\d{1,9}),\"eventTime\":\"([^\"]{1,40})\","
                    + "\"revision\":(\\d{1,9}),\"status\":\"([A-Z]+)\",");
    private static final Pattern REGION = Pattern.compile("\\d{8}");
    private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");

    private final String text;
    private final JsonNode tree;
    private final String bodyHash;
    private final String contentHash;

    private Snapshot(String text, JsonNode tree, String bodyHash, String contentHash) {
        this.text = text;
        this.tree = tree;
        this.bodyHash = bodyHash;
        this.contentHash = contentHash;
    }

    /**
     * Reads a document.
     *
     * @param text the record, character for character as the job wrote it
     * @throws Failure if it is no snapshot; a wrong hash is told by {@link #isSound()} only
     */
    public static Snapshot parse(String text) {
        Matcher envelope = ENVELOPE.matcher(text);
        if (!envelope.lookingAt()) {
            throw new Failure(
                    "not a snapshot: it does not begin with contentHash, edition, eventTime, revision, status");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (IOException e) {
            throw new Failure("not a snapshot: not JSON (" + Failure.because(e) + ")", e);
        }
        String hash = sha256("{" + text.substring(envelope.end()));
        Snapshot snapshot = new Snapshot(text, tree, hash, envelope.group(1));
        // Both name folders, so nothing else may be in them.
        if (!REGION.matcher(snapshot.region()).matches()
                || !QUARTER.matcher(snapshot.quarter()).matches()) {
            throw new Failure("not a snapshot: no region and quarter");
        }
        return snapshot;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the content is what its hash says. */
    public boolean isSound() {
        return bodyHash.equals(contentHash);
    }

    /** The record as it was written. */
    public String text() {
        return text;
    }

    public String contentHash() {
        return contentHash;
    }

    /** The hash that the content has. */
    String bodyHash() {
        return bodyHash;
    }

    /** Content hash of the revision before, null for the first. */
    @Nullable
    String previousHash() {
        return tree.path("previousHash").textValue();
    }

    /** Code of the region, 8 digits. */
    public String region() {
        return tree.path("region").path("code").asText();
    }

    /** For example {@code 2023-Q2}. */
    public String quarter() {
        return tree.path("period").path("label").asText();
    }

    public int revision() {
        return tree.path("revision").asInt();
    }

    public int edition() {
        return tree.path("edition").asInt();
    }

    /** The whole document. */
    public JsonNode tree() {
        return tree;
    }

    /** The board of all municipalities by a kind; a missing node if there is none. */
    JsonNode board(String kind) {
        for (JsonNode board : tree.path("boards")) {
            JsonNode name = board.path("board");
            if (name.path("kind").asText().equals(kind)
                    && name.path("group").asText().equals("ALL")
                    && name.path("scope").asText().equals("REGION_MUNICIPALITIES")) {
                return board;
            }
        }
        return tree.path("boards").path(-1);
    }

    /** Totals of the region over a source; a missing node if there are none. */
    static JsonNode totals(JsonNode holder, String source) {
        for (JsonNode totals : holder.path("totals")) {
            if (totals.path("source").asText().equals(source)) {
                return totals;
            }
        }
        return holder.path("totals").path(-1);
    }

    /** Figures of each municipality from both sources, by id. */
    Map<String, JsonNode> figures() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode figures : tree.path("metrics")) {
            if (figures.path("source").asText().equals("ALL")) {
                found.put(figures.path("municipality").path("id").asText(), figures);
            }
        }
        return found;
    }

    /** Names of municipalities by id. */
    Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        figures()
                .forEach((id, figures) ->
                        names.put(id, figures.path("municipality").path("name").asText()));
        return names;
    }

    /** The indicators of a board, in the order of the methodology; empty if nobody is ranked. */
    static List<String> indicators(JsonNode board) {
        List<String> indicators = new ArrayList<>();
        board.path("entries")
                .path(0)
                .path("contributions")
                .forEach(contribution ->
                        indicators.add(contribution.path("indicator").asText()));
        return indicators;
    }
}
