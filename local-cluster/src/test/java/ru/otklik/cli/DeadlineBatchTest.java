package ru.otklik.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.edge.reference.ReferenceFiles;

class DeadlineBatchTest {
    private final DeadlineBatch batch = new DeadlineBatch(new Deadlines(ReferenceFiles.shipped()));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'amount':8,'unit':'WORKING_HOURS' | deadline | 2024-03-11T16:00:00+03:00",
                "'amount':1,'unit':'CALENDAR_HOURS' | deadline | 2024-03-07T16:00:00+03:00",
                "'amount':1,'unit':'WORKING_DAYS' | deadline | 2024-03-11T18:00:00+03:00",
                "'until':'2024-03-12T10:00:00+03:00' | workingMillis | 39600000",
                "'amount':1.5,'unit':'WORKING_DAYS' | error | amount must be a whole number",
                "'amount':0,'unit':'WORKING_DAYS' | error | a norm is from 1 to 1000000 units, not 0",
                "'amount':1,'unit':'WEEKS' | error | no unit of a norm: WEEKS",
                "'amount':1 | error | unit must be a text",
                "'until':'soon' | error | not a time with an offset: soon (such as 2024-03-04T00:00:00+03:00)"
            })
    void answersEachQuestionInItsLine(String question, String field, String answer) {
        String line = "{'municipality':'87701000','start':'2024-03-07T15:00:00+03:00'," + question + "}";

        assertThat(batch.answerLine(line.replace('\'', '"')).path(field).asText())
                .isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[] | not a JSON object", "{} {} | not JSON: ", "{} | municipality must be a text"})
    void tellsWhatIsWrongWithALine(String line, String error) {
        assertThat(batch.answerLine(line).path("error").asText()).startsWith(error);
    }
}
