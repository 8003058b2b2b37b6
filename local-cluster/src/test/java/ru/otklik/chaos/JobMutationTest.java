package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.console.Failure;

/** Each control still finds the instruction that it changes, and fails loudly where there is none. */
class JobMutationTest {
    @ParameterizedTest
    @EnumSource
    void changesTheClassOfTheJob(JobMutation mutation) throws IOException {
        byte[] original = bytes(mutation.type());

        assertThat(mutation.change(original)).isNotEqualTo(original);
    }

    @Test
    void aClassWithoutTheInstructionIsAFailure() throws IOException {
        byte[] other = bytes(getClass().getName().replace('.', '/'));

        assertThatThrownBy(() -> JobMutation.NO_FRONTIER.change(other))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("adapt the control");
    }

    private static byte[] bytes(String type) throws IOException {
        try (InputStream in = JobMutationTest.class.getClassLoader().getResourceAsStream(type + ".class")) {
            assertThat(in).as(type).isNotNull();
            return in.readAllBytes();
        }
    }
}
