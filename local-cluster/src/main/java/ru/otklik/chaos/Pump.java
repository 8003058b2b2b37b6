package ru.otklik.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Carries the bytes of one direction of a connection: all of them, in order, each as late as its way makes it. They wait in a
 * queue, so that a slow way is long and not narrow.
 */
final class Pump {
    /** Bytes on the way at most, as the windows of a connection would have it. */
    private static final int ROOM = 4 * 1024 * 1024;

    private static final int PIECE = 64 * 1024;

    private final Socket from;
    private final Socket to;
    private final Way way;
    private final RandomGenerator dice;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);

    /**
     * Bytes that were read at once; none at the end.
     *
     * @param due when they arrive, by the clock of {@link System#nanoTime}
     */
    private record Piece(byte[] bytes, long due) {}

    /** @param dice decides about delays and losses */
    Pump(Socket from, Socket to, Way way, RandomGenerator dice) {
        this.from = from;
        this.to = to;
        this.way = way;
        this.dice = dice;
    }

    /** Takes what is sent until the sender ends, which is itself carried to the other side. */
    void take() {
        byte[] buffer = new byte[PIECE];
        long due = System.nanoTime();
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                room.acquireUninterruptibly(read);
                due = later(due, read);
                pieces.add(new Piece(Arrays.copyOf(buffer, read), due));
            }
        } catch (IOException gone) {
            // an end like another
        }
        pieces.add(new Piece(new byte[0], later(due, 0)));
    }

    /** Delivers what was taken until the end, or until the receiver has gone. */
    void deliver() {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece piece = next(); piece.bytes().length > 0; piece = next()) {
                out.write(piece.bytes());
                room.release(piece.bytes().length);
            }
        } catch (IOException gone) {
            // nobody is left to deliver to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release(ROOM);
        }
    }

    private long later(long before, int bytes) {
        long due = System.nanoTime() + way.quality().nanosFor(bytes, dice);
        return due - before > 0 ? due : before;
    }

    private Piece next() throws InterruptedException {
        Piece piece = pieces.take();
        for (long left = piece.due() - System.nanoTime(); left > 0; left = piece.due() - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
        way.awaitSound();
        return piece;
    }
}
