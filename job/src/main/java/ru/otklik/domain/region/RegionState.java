package ru.otklik.domain.region;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.Attribution;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * A region's book as chunks of bytes: what changed since the last checkpoint is written, the rest lies where it was.
 */
public final class RegionState {
    /** Where chunks go. */
    public interface Sink {
        void put(long key, byte[] chunk);

        void remove(long key);
    }

    /** First byte of every chunk but those of the log, whose version is that of the region's chunk. */
    private static final byte VERSION = 4;

    /** Ends the list of revisions that wait; numbers of municipalities lie below it. */
    private static final int NO_MUNICIPALITY = 1 << 24;

    private RegionState() {}

    /** Hands out every chunk that changed since the last call. */
    public static void save(RegionBook book, Sink sink) {
        book.forgotten.forEach(sink::remove);
        book.forgotten.clear();
        sink.put(ChunkKey.of(ChunkKey.Type.REGION, 0, 0), packRegion(book));
        for (long hour : book.pending.takeChangedHours()) {
            ByteWriter out = start();
            long key = ChunkKey.of(ChunkKey.Type.PENDING, 0, (int) hour);
            if (book.pending.packHour(hour, out)) {
                sink.put(key, out.toBytes());
            } else {
                sink.remove(key);
            }
        }
        savePlaces(book.boards().ledger, sink);
        savePublished(ChunkKey.of(ChunkKey.Type.SCOPE, 0, 0), book.scopes().published, sink);
        book.scopes()
                .authorities
                .forEach((number, last) -> savePublished(ChunkKey.of(ChunkKey.Type.AUTHORITY, 0, number), last, sink));
        for (PeriodKey quarter : book.snapshots().changed) {
            ByteWriter out = start();
            book.snapshots().pack(quarter, out);
            sink.put(ChunkKey.ofPeriod(ChunkKey.Type.SNAPSHOTS, 0, quarter), out.toBytes());
        }
        book.snapshots().changed.clear();
        saveMethodologies(book.boards().rankings.finals, sink);
        book.pages.save(sink);
        book.books.forEach((number, municipality) -> save(number, municipality, sink));
        saveWatch(book, sink);
    }

    private static void saveWatch(RegionBook book, Sink sink) {
        if (!book.watch().isOn()) {
            return;
        }
        ByteWriter out = start();
        book.watch().pack(out);
        sink.put(ChunkKey.of(ChunkKey.Type.ALERTS, 0, 0), out.toBytes());
        book.watch().saveIncidents((bucket, chunk) -> {
            long key = ChunkKey.of(ChunkKey.Type.WATCHED, 0, bucket);
            if (chunk.length == 0) {
                sink.remove(key);
            } else {
                sink.put(key, chunk);
            }
        });
    }

    private static void save(int number, MunicipalityBook municipality, Sink sink) {
        municipality.log.forEachUnsaved(
                (day, log) -> sink.put(ChunkKey.of(ChunkKey.Type.LOG, number, day), log.save()));
        for (Map.Entry<PeriodKey, Tally> entry : municipality.tallies.entrySet()) {
            if (entry.getValue().takeChanged()) {
                ByteWriter out = start();
                entry.getValue().pack(out);
                sink.put(ChunkKey.ofPeriod(ChunkKey.Type.TALLY, number, entry.getKey()), out.toBytes());
            }
        }
        for (Map.Entry<PeriodKey, Attribution> entry : municipality.attributions.periods.entrySet()) {
            if (entry.getValue().takeChanged()) {
                ByteWriter out = start();
                entry.getValue().pack(out);
                sink.put(ChunkKey.ofPeriod(ChunkKey.Type.ATTRIBUTION, number, entry.getKey()), out.toBytes());
            }
        }
        if (municipality.levelsChanged) {
            municipality.levelsChanged = false;
            ByteWriter out = start();
            municipality.levels.pack(out);
            sink.put(ChunkKey.of(ChunkKey.Type.LEVELS, number, 0), out.toBytes());
        }
        savePublished(ChunkKey.of(ChunkKey.Type.PUBLISHED, number, 0), municipality.published, sink);
        if (municipality.lateLines.takeChanged()) {
            ByteWriter out = start();
            municipality.lateLines.pack(out);
            sink.put(ChunkKey.of(ChunkKey.Type.LATE_LINES, number, 0), out.toBytes());
        }
    }

    static void saveMethodologies(FinalMethodologies finals, Sink sink) {
        if (finals.takeChanged()) {
            ByteWriter out = start();
            finals.pack(out);
            sink.put(ChunkKey.of(ChunkKey.Type.METHODOLOGIES, 0, 0), out.toBytes());
        }
    }

    static void savePlaces(BoardLedger ledger, Sink sink) {
        for (PeriodKey period : ledger.changedPlaces) {
            ByteWriter out = start();
            ledger.packPlaces(period, out);
            sink.put(ChunkKey.ofPeriod(ChunkKey.Type.PLACES, 0, period), out.toBytes());
        }
        ledger.changedPlaces.clear();
    }

    private static void savePublished(long key, Published published, Sink sink) {
        if (published.takeChanged()) {
            ByteWriter out = start();
            published.pack(out);
            sink.put(key, out.toBytes());
        }
    }

    static ByteWriter start() {
        ByteWriter out = new ByteWriter(256);
        out.putByte(VERSION);
        return out;
    }

    private static byte[] packRegion(RegionBook book) {
        ByteWriter out = start();
        out.putSignedVarLong(book.now);
        book.series.pack(out);
        book.topics.pack(out);
        book.channels.pack(out);
        book.authorities.pack(out);
        book.books.forEach((number, municipality) -> packToRevise(number, municipality, out));
        out.putVarLong(NO_MUNICIPALITY);
        book.boards().ledger.published.pack(out);
        return out.toBytes();
    }

    /** A revision waits for the next tick, a checkpoint does not. */
    private static void packToRevise(int number, MunicipalityBook municipality, ByteWriter out) {
        for (PeriodKey period : municipality.toRevise) {
            out.putVarLong(number);
            out.putByte(period.kind().ordinal());
            out.putSignedVarLong(period.index());
        }
    }

    private static void unpackToRevise(RegionBook book, ByteReader in) {
        for (int number = in.takeVarInt(); number != NO_MUNICIPALITY; number = in.takeVarInt()) {
            PeriodKey period = new PeriodKey(CalendarKind.of(in.takeByte()), (int) in.takeSignedVarLong());
            MunicipalityBook municipality = book.books.get(number);
            if (municipality != null) {
                municipality.toRevise.add(period);
            }
        }
    }

    /** Puts a chunk back into an empty book; chunks may come in any order. */
    public static void load(RegionBook book, long key, byte[] chunk) {
        ChunkKey.Type type = ChunkKey.type(key);
        if (type == ChunkKey.Type.LOG) {
            MunicipalityBook municipality = book.books.get(ChunkKey.municipality(key));
            if (municipality != null) {
                municipality.log.put(ChunkKey.index(key), DayLog.unpack(chunk));
            }
            return;
        }
        ByteReader in = read(chunk, type, book.region());
        switch (type) {
            case REGION -> unpackRegion(book, in);
            case PENDING -> book.pending.unpackHour(in);
            case PLACES -> book.boards().ledger.unpackPlaces(ChunkKey.period(key), in);
            case SCOPE -> book.scopes().published.unpack(in);
            case AUTHORITY ->
                book.scopes()
                        .authorities
                        .computeIfAbsent(ChunkKey.index(key), number -> new Published())
                        .unpack(in);
            case PAGES -> book.pages.load(key, in);
            case ALERTS -> book.watch().unpack(in);
            case WATCHED -> book.watch().unpackIncidents(in);
            case SNAPSHOTS -> book.snapshots().unpack(ChunkKey.period(key), in);
            case METHODOLOGIES -> book.boards().rankings.finals.unpack(in);
            default -> load(book.books.get(ChunkKey.municipality(key)), key, in);
        }
    }

    /** Says that every chunk has been put back. */
    public static void settle(RegionBook book) {
        book.watch().settle();
    }

    /** Reads a chunk after its version. */
    static ByteReader read(byte[] chunk, ChunkKey.Type type, String whose) {
        ByteReader in = new ByteReader(chunk);
        int version = in.takeByte();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "chunk " + type + " of " + whose + " has version " + version + "; this job reads " + VERSION);
        }
        return in;
    }

    private static void load(@Nullable MunicipalityBook municipality, long key, ByteReader in) {
        if (municipality == null) {
            // The municipality left the reference data: nothing is shown of it any more.
            return;
        }
        switch (ChunkKey.type(key)) {
            case TALLY -> {
                Tally tally = Tally.unpack(in);
                tally.takeChanged();
                municipality.tallies.put(ChunkKey.period(key), tally);
            }
            case LEVELS -> municipality.levels.unpack(in);
            case PUBLISHED -> municipality.published.unpack(in);
            case ATTRIBUTION -> municipality.attributions.restore(ChunkKey.period(key), Attribution.unpack(in));
            case LATE_LINES -> municipality.lateLines.unpack(in);
            default -> throw new IllegalStateException("not a chunk of a municipality: " + ChunkKey.type(key));
        }
    }

    private static void unpackRegion(RegionBook book, ByteReader in) {
        book.now = in.takeSignedVarLong();
        book.series.unpack(in);
        book.topics.unpack(in);
        book.channels.unpack(in);
        book.authorities.unpack(in);
        unpackToRevise(book, in);
        book.books.values().forEach(municipality -> municipality.touched = true);
        book.boards().ledger.published.unpack(in);
    }
}
