package ru.otklik.bench.peers;

/** Knows when all records of a bounded run have gone through the whole topology. */
final class StreamsProgress {
    private final long records;
    private long taken;
    private long events;
    private long told;
    private long added;
    private boolean isRunning;
    private boolean isBroken;

    /** @param records number of records to take, heart-beats included */
    StreamsProgress(long records) {
        this.records = records;
    }

    /** The topology runs, and its stores can be asked. */
    synchronized void start() {
        isRunning = true;
        notifyWhenDone();
    }

    /** @param isEvent false for a heart-beat */
    synchronized void recordTaken(boolean isEvent) {
        taken++;
        events += isEvent ? 1 : 0;
        notifyWhenDone();
    }

    synchronized void factTold(int copies) {
        told += copies;
    }

    synchronized void factAdded() {
        added++;
        notifyWhenDone();
    }

    /** Number of events taken, without heart-beats. */
    synchronized long events() {
        return events;
    }

    /** The topology has failed; nothing more will come. */
    synchronized void fail() {
        isBroken = true;
        notifyAll();
    }

    /**
     * Waits until every record was taken and every fact was added.
     *
     * @throws IllegalStateException if the topology fails before
     */
    synchronized void await() throws InterruptedException {
        while (!isDone()) {
            if (isBroken) {
                throw new IllegalStateException("the topology failed after " + taken + " of " + records + " records");
            }
            wait();
        }
    }

    private void notifyWhenDone() {
        if (isDone()) {
            notifyAll();
        }
    }

    private boolean isDone() {
        return isRunning && taken >= records && added >= told;
    }
}
