package ru.otklik.domain.metrics;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.pages.PageFigures;

/**
 * Figures of several municipalities added up: those of a region, of an authority, of a federal district, of the country.
 *
 * <p>Citizens are added up like everything else: who registered in two municipalities is two.
 */
public final class MergedFigures {
    private static final int SOURCES = Source.values().length;
    /** Place of both sources together; a citizen who used both is one, so it is no sum. */
    private static final int BOTH = SOURCES;

    private final Figures[] figures = new Figures[SOURCES];
    private final long[] citizens = new long[SOURCES + 1];
    private final long[] open = new long[SOURCES];
    private final long[] overdue = new long[SOURCES];
    private long population;
    private PageFigures pages = PageFigures.NONE;

    public MergedFigures() {
        for (int i = 0; i < SOURCES; i++) {
            figures[i] = new Figures();
        }
    }

    void addFigures(Source source, Figures more) {
        figures[source.ordinal()].addAll(more);
    }

    void addCitizens(@Nullable Source source, long more) {
        citizens[source == null ? BOTH : source.ordinal()] += more;
    }

    void addLevel(Source source, long moreOpen, long moreOverdue) {
        open[source.ordinal()] += moreOpen;
        overdue[source.ordinal()] += moreOverdue;
    }

    void addPopulation(@Nullable Long more) {
        population += more == null ? 0 : more;
    }

    /** Adds all that another merge holds; words must have the same numbers in both. */
    public void addAll(MergedFigures other) {
        for (int i = 0; i < SOURCES; i++) {
            figures[i].addAll(other.figures[i]);
            open[i] += other.open[i];
            overdue[i] += other.overdue[i];
        }
        for (int i = 0; i < citizens.length; i++) {
            citizens[i] += other.citizens[i];
        }
        population += other.population;
        pages = pages.plus(other.pages);
    }

    /** Adds official pages; boards alone look at them. */
    public void addPages(PageFigures more) {
        pages = pages.plus(more);
    }

    /** All official pages, whoever runs them; none if no methodology asks for them. */
    public PageFigures pages() {
        return pages;
    }

    /** A new merge of the figures of a source; null for both. */
    public Figures figures(@Nullable Source source) {
        Figures merged = new Figures();
        for (int i = 0; i < SOURCES; i++) {
            if (source == null || source.ordinal() == i) {
                merged.addAll(figures[i]);
            }
        }
        return merged;
    }

    /** Distinct citizens of each municipality, added up; null for either source. */
    public long citizens(@Nullable Source source) {
        return citizens[source == null ? BOTH : source.ordinal()];
    }

    /** Incidents open at the end of the period. */
    public long open(@Nullable Source source) {
        return sum(open, source);
    }

    /** Incidents overdue at the end of the period. */
    public long overdue(@Nullable Source source) {
        return sum(overdue, source);
    }

    private static long sum(long[] levels, @Nullable Source source) {
        long sum = 0;
        for (int i = 0; i < SOURCES; i++) {
            sum += source == null || source.ordinal() == i ? levels[i] : 0;
        }
        return sum;
    }

    /** Residents of the municipalities whose population is known; null if none is. */
    public @Nullable Long population() {
        return population == 0 ? null : Long.valueOf(population);
    }

    /** Whether there is nothing to show but zeros. */
    public boolean isZero() {
        for (int i = 0; i < SOURCES; i++) {
            if (!figures[i].isEmpty() || open[i] != 0 || overdue[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Packs with the words themselves, since whoever unpacks has other numbers for them. */
    public void pack(ByteWriter out, IntFunction<String> topicNames, IntFunction<String> channelNames) {
        out.putVarLong(population);
        for (int i = 0; i < SOURCES; i++) {
            packWords(figures[i].topics(), topicNames, out);
            packWords(figures[i].channels(), channelNames, out);
            figures[i].packNumbers(out);
            out.putSignedVarLong(open[i]);
            out.putSignedVarLong(overdue[i]);
        }
        for (long count : citizens) {
            out.putSignedVarLong(count);
        }
        if (pages.reports() != 0) {
            pages.pack(out);
        }
    }

    private static void packWords(SparseCounts counts, IntFunction<String> names, ByteWriter out) {
        out.putVarLong(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            out.putString(names.apply(counts.key(i)));
            out.putSignedVarLong(counts.count(i));
        }
    }

    /** Unpacks; words are given the numbers of two dictionaries. */
    public static MergedFigures unpack(ByteReader in, Dictionary topics, Dictionary channels) {
        MergedFigures merged = new MergedFigures();
        merged.population = in.takeVarLong();
        for (int i = 0; i < SOURCES; i++) {
            unpackWords(in, topics, merged.figures[i].topics());
            unpackWords(in, channels, merged.figures[i].channels());
            merged.figures[i].unpackNumbers(in);
            merged.open[i] = in.takeSignedVarLong();
            merged.overdue[i] = in.takeSignedVarLong();
        }
        for (int i = 0; i < merged.citizens.length; i++) {
            merged.citizens[i] = in.takeSignedVarLong();
        }
        if (in.hasMore()) {
            merged.pages = PageFigures.unpack(in);
        }
        return merged;
    }

    private static void unpackWords(ByteReader in, Dictionary numbers, SparseCounts counts) {
        int size = in.takeVarInt();
        for (int i = 0; i < size; i++) {
            counts.add(numbers.numberOf(in.takeString()), (int) in.takeSignedVarLong());
        }
    }
}
