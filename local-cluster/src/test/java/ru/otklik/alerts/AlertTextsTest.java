package ru.otklik.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextsTest {
    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/v1");

    private final AlertTexts texts = new AlertTexts(ZoneId.of("Europe/Moscow"));

    @Test
    void listsAlertsThatStandAlike() throws IOException {
        AlertStep step = golden("alerts-firing");

        assertThat(texts.list(AlertState.FIRING, List.of(step), 5))
                .containsExactly(
                        "Активные: 5, показаны последние 1",
                        "  1c70ada8d74c  12.03.2024 09:00  внимание  Усинск  " + step.text("/text"));
        assertThat(texts.list(AlertState.SUPPRESSED, List.of(), 0)).containsExactly("Активные, без оповещения: 0");
    }

    @Test
    void tellsWhichThresholdsAnAlertOfAMunicipalityStandsOn() throws IOException {
        AlertStep step = golden("alerts-firing");

        assertThat(plain(texts.story(List.of(step))))
                .contains(
                        "Правило        slow-responder: медленные ответы",
                        "12.03.2024 09:00:00.000 +03:00  сработало",
                        "    условие выполняется с 12.03.2024 07:00:00.000 +03:00, 2 ч 00 мин",
                        "    значение 6 ч 57 мин рабочего времени, порог 6 ч 00 мин рабочего времени,"
                                + " восстановление 5 ч 00 мин рабочего времени, случаев 41",
                        "    правила default-1, важность: внимание, получатели оповещаются",
                        "Не завершено.");
    }

    @Test
    void tellsHowADeadlineCameAboutAndWhatHidTheAlert() throws IOException {
        assertThat(plain(texts.story(List.of(golden("alerts-resolved")))))
                .contains(
                        "Обращение      im-118204417, стадия: первый ответ",
                        "Срок           12.03.2024 14:00:00.000 +03:00",
                        "Норматив       8 рабочих часов",
                        "    Начало: 2024-03-11 15:00:00.000 +03:00",
                        "12.03.2024 17:10:00.000 +03:00  завершено: условие больше не выполняется",
                        "    скрыто: заглушено s-17 («Дежурный ЦУР: плановые работы»)")
                .doesNotContain("Не завершено.");
    }

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(line -> line.replace('\u00a0', ' ')).toList();
    }

    private static AlertStep golden(String name) throws IOException {
        return AlertStep.parse(Files.readString(GOLDEN.resolve(name + ".json")));
    }
}
