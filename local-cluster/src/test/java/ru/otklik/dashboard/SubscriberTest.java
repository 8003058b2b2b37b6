package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriberTest {
    private static final LiveBoard.Key KOMI = key("87000000");

    @Test
    void keepsOnlyTheNewestStateOfABoard() throws InterruptedException {
        Subscriber browser = new Subscriber(key -> true);
        browser.offerBoard(KOMI, "1");
        browser.offerBoard(key("33000000"), "2");
        browser.offerBoard(KOMI, "3");

        assertThat(browser.take(0)).containsExactly("event: board\ndata: 3\n\n", "event: board\ndata: 2\n\n");
        assertThat(browser.take(0)).isEmpty();
    }

    @Test
    void hearsNothingOfOtherBoards() throws InterruptedException {
        Subscriber browser = new Subscriber(KOMI::equals);
        browser.offerBoard(key("33000000"), "1");

        assertThat(browser.take(0)).isEmpty();
    }

    @Test
    void saysHowManyAlertsASlowBrowserMissed() throws InterruptedException {
        Subscriber browser = new Subscriber(key -> true);
        for (int i = 0; i < 53; i++) {
            browser.offerAlert("a" + i);
        }

        assertThat(browser.take(0))
                .hasSize(51)
                .startsWith("event: alert\ndata: a3\n\n")
                .endsWith("event: missed\ndata: 3\n\n");
    }

    @Test
    void keepsABoundedNumberOfBoards() throws InterruptedException {
        Subscriber browser = new Subscriber(key -> true);
        for (int i = 0; i < 1000; i++) {
            browser.offerBoard(key(String.valueOf(i)), String.valueOf(i));
        }

        assertThat(browser.take(0)).hasSize(300).endsWith("event: board\ndata: 999\n\n");
    }

    @Test
    void wakesUpWhenItIsClosed() throws InterruptedException {
        Subscriber browser = new Subscriber(key -> true);
        browser.close();

        assertThat(browser.take(Long.MAX_VALUE / 2_000_000)).isEmpty();
        assertThat(browser.isClosed()).isTrue();
    }

    private static LiveBoard.Key key(String region) {
        return new LiveBoard.Key("REGION_MUNICIPALITIES", region, "ALL", "OVERALL", "P30D");
    }
}
