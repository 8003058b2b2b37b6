package ru.otklik.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people are told when a job is not accepted. */
class JobClientTest {
    @Test
    void tellsTheInnermostCauseAlone() {
        String said = """
                ------------------------------------------------------------
                 The program finished with the following exception:

                org.apache.flink.client.program.ProgramInvocationException: The main method caused an error
                \tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:1)
                Caused by: java.lang.RuntimeException: something around it
                \t... 9 more
                Caused by: ru.otklik.settings.SettingsException: --edition must be a number
                \tat ru.otklik.settings.Arguments.number(Arguments.java:1)
                """;

        assertThat(JobClient.innermostCause(said))
                .isEqualTo("ru.otklik.settings.SettingsException: --edition must be a number");
    }

    @Test
    void tellsAllThatWasSaidWhenNothingIsNamedAsTheCause() {
        assertThat(JobClient.innermostCause(" Could not find or load main class\n"))
                .isEqualTo("it says: Could not find or load main class");
    }
}
