package ru.otklik.chaos;

/** One direction of a link, shared by all its connections. */
final class Way {
    private boolean silent;
    private volatile Quality quality = Quality.PERFECT;

    /**
     * Lets nothing arrive any more. What is sent meanwhile arrives once the way is mended: its senders repeat it until then.
     */
    synchronized void silence() {
        silent = true;
    }

    void worsen(Quality worse) {
        quality = worse;
    }

    synchronized void mend() {
        silent = false;
        quality = Quality.PERFECT;
        notifyAll();
    }

    Quality quality() {
        return quality;
    }

    synchronized void awaitSound() throws InterruptedException {
        while (silent) {
            wait();
        }
    }
}
