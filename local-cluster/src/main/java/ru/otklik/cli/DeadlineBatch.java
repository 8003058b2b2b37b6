package ru.otklik.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ru.otklik.console.Failure;
import ru.otklik.domain.clock.WorkingCalendar;

/** Many questions about working time, a line of JSON each. */
final class DeadlineBatch {
    private static final int BUFFER = 1 << 16;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final Deadlines deadlines;

    DeadlineBatch(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /**
     * Answers to standard output.
     *
     * @param file questions; - for standard input
     * @return whether all lines were sound
     */
    boolean answer(String file) throws IOException {
        boolean sound = true;
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), BUFFER);
        try (BufferedReader in = open(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ObjectNode answer = answerLine(line);
                sound &= !answer.has("error");
                out.write(answer.toString());
                out.write('\n');
            }
        }
        out.flush();
        return sound;
    }

    /** The question with its answer, or with what is wrong with it. */
    ObjectNode answerLine(String line) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode object)) {
                return question.put("error", "not a JSON object");
            }
            question = object;
            question.remove("error");
            complete(question);
        } catch (JacksonException e) {
            question.put("error", "not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            question.put("error", Failure.because(e));
        }
        return question;
    }

    private void complete(ObjectNode question) {
        WorkingCalendar calendar = deadlines.calendar(text(question, "municipality"));
        long start = Deadlines.time(text(question, "start"));
        if (question.has("until")) {
            question.put("workingMillis", calendar.workingMillis(start, Deadlines.time(text(question, "until"))));
        }
        if (question.has("amount") || !question.has("until")) {
            JsonNode amount = question.path("amount");
            if (!amount.canConvertToExactIntegral() || !amount.canConvertToInt()) {
                throw new IllegalArgumentException("amount must be a whole number");
            }
            long deadline = calendar.deadline(start, Deadlines.norm(amount.intValue(), text(question, "unit")));
            question.put("deadline", Deadlines.text(deadline, calendar.zone()));
        }
    }

    private static String text(ObjectNode question, String field) {
        String text = question.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return text;
    }

    private static BufferedReader open(String file) throws IOException {
        if (file.equals("-")) {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), BUFFER);
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new Failure("cannot read " + file + ": no such file");
        }
        return new BufferedReader(new InputStreamReader(Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8));
    }
}
