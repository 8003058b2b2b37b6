package ru.otklik.edge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.domain.ranking.Board;
import ru.otklik.schemas.CanonicalJson;

/**
 * The lines of live boards as they were written last: from one to the next most of them read the same, and writing them
 * costs more than ranking. One line is kept for each candidate and board, some hundred bytes.
 */
final class WrittenEntries {
    private record Written(Board.Entry entry, byte[] json) {}

    private final Map<List<String>, Map<String, Written>> boards = new HashMap<>();

    /** Writes the lines of a board. */
    BoardBody.EntryWriter of(List<String> board) {
        Map<String, Written> lines = boards.computeIfAbsent(board, key -> new HashMap<>());
        return (entry, json) -> write(entry, json, lines);
    }

    private static void write(Board.Entry entry, CanonicalJson json, Map<String, Written> lines) {
        Written last = lines.get(entry.id());
        if (last != null && last.entry().equals(entry)) {
            json.raw(last.json());
            return;
        }
        int before = json.position();
        BoardBody.write(entry, json);
        // Between lines stands a comma, which is not theirs.
        byte[] line = json.toBytes(before, json.position());
        lines.put(entry.id(), new Written(entry, line[0] == ',' ? Arrays.copyOfRange(line, 1, line.length) : line));
    }
}
