package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.reference.Oktmo;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** The book of a district or the country as chunks of bytes: one for each region and period, one for the rest. */
public final class ScopeState {
    private ScopeState() {}

    static long memberKey(PeriodKey period, String region) {
        return ChunkKey.ofPeriod(ChunkKey.Type.MEMBER, Oktmo.number(region), period);
    }

    static long memberKey(int window, String region) {
        return ChunkKey.of(ChunkKey.Type.ROLLING_MEMBER, Oktmo.number(region), window);
    }

    /** Hands out every chunk that changed since the last call. */
    public static void save(ScopeBook book, RegionState.Sink sink) {
        book.forgotten.forEach(sink::remove);
        book.forgotten.clear();
        ByteWriter rest = RegionState.start();
        packWaiting(book, rest);
        book.published.pack(rest);
        sink.put(ChunkKey.of(ChunkKey.Type.SCOPE, 0, 0), rest.toBytes());
        ByteWriter boards = RegionState.start();
        book.ledger.published.pack(boards);
        sink.put(ChunkKey.of(ChunkKey.Type.PUBLISHED, 0, 0), boards.toBytes());
        RegionState.savePlaces(book.ledger, sink);
        RegionState.saveMethodologies(book.rankings.finals, sink);
        book.calendar.forEach((period, members) ->
                members.forEach((region, member) -> save(book, memberKey(period, region), region, member, sink)));
        book.rolling.forEach((window, members) ->
                members.forEach((region, member) -> save(book, memberKey(window, region), region, member, sink)));
        book.changed.clear();
    }

    private static void save(ScopeBook book, long key, String region, ScopeBook.Member member, RegionState.Sink sink) {
        if (book.changed.contains(key)) {
            ByteWriter out = RegionState.start();
            out.putString(region);
            putBytes(member.figures(), out);
            putNullable(member.past(), out);
            sink.put(key, out.toBytes());
        }
    }

    /** Reports wait for event time, a checkpoint does not. */
    private static void packWaiting(ScopeBook book, ByteWriter out) {
        List<RegionReport> reports = new ArrayList<>();
        book.waiting.values().forEach(reports::addAll);
        out.putVarLong(reports.size());
        for (RegionReport report : reports) {
            out.putString(report.region());
            out.putSignedVarLong(report.window());
            out.putVarLong(report.kind());
            out.putSignedVarLong(report.index());
            out.putSignedVarLong(report.eventTime());
            out.putByte(report.current() ? 1 : 0);
            putBytes(report.figures(), out);
            putNullable(report.past(), out);
        }
    }

    private static void unpackWaiting(ScopeBook book, ByteReader in) {
        int size = in.takeVarInt();
        for (int i = 0; i < size; i++) {
            book.receive(new RegionReport(
                    book.scope(),
                    in.takeString(),
                    (int) in.takeSignedVarLong(),
                    in.takeVarInt(),
                    (int) in.takeSignedVarLong(),
                    in.takeSignedVarLong(),
                    in.takeByte() != 0,
                    takeBytes(in),
                    takeNullable(in)));
        }
    }

    private static void putBytes(byte[] bytes, ByteWriter out) {
        out.putVarLong(bytes.length);
        out.putBytes(bytes, 0, bytes.length);
    }

    private static byte[] takeBytes(ByteReader in) {
        return in.takeBytes(in.takeVarInt());
    }

    private static void putNullable(byte @Nullable [] bytes, ByteWriter out) {
        out.putByte(bytes == null ? 0 : 1);
        if (bytes != null) {
            putBytes(bytes, out);
        }
    }

    private static byte @Nullable [] takeNullable(ByteReader in) {
        return in.takeByte() == 0 ? null : takeBytes(in);
    }

    /** Puts the chunks back into an empty book. */
    public static void load(ScopeBook book, Iterable<Map.Entry<Long, byte[]>> chunks) {
        for (Map.Entry<Long, byte[]> chunk : chunks) {
            load(book, chunk.getKey(), chunk.getValue());
        }
        book.findOpen();
    }

    private static void load(ScopeBook book, long key, byte[] chunk) {
        ChunkKey.Type type = ChunkKey.type(key);
        ByteReader in = RegionState.read(chunk, type, book.scope());
        switch (type) {
            case SCOPE -> {
                unpackWaiting(book, in);
                book.published.unpack(in);
            }
            case PUBLISHED -> book.ledger.published.unpack(in);
            case PLACES -> book.ledger.unpackPlaces(ChunkKey.period(key), in);
            case METHODOLOGIES -> book.rankings.finals.unpack(in);
            case MEMBER -> {
                String region = in.takeString();
                book.restore(ChunkKey.period(key), region, new ScopeBook.Member(takeBytes(in), takeNullable(in)));
            }
            case ROLLING_MEMBER -> {
                String region = in.takeString();
                book.restore(ChunkKey.index(key), region, new ScopeBook.Member(takeBytes(in), takeNullable(in)));
            }
            default -> throw new IllegalStateException("not a chunk of a district: " + type);
        }
    }
}
