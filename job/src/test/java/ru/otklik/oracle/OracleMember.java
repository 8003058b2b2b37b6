package ru.otklik.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A municipality's tallies of one period, by source: of the whole territory, and of its administration alone. */
final class OracleMember {

    private final OracleReference.Municipality place;
    private final Map<String, OracleTally> whole = new HashMap<>();
    private final Map<String, OracleTally> own = new HashMap<>();
    private final Map<String, Map<String, OracleTally>> others = new HashMap<>();
    private long flows;

    OracleMember(OracleReference.Municipality place) {
        this.place = place;
        for (String source : OracleFigures.SOURCES) {
            whole.put(source, new OracleTally());
            own.put(source, new OracleTally());
        }
    }

    OracleReference.Municipality place() {
        return place;
    }

    /** How many facts with a sign, levels left out, are counted now. */
    long flows() {
        return flows;
    }

    /** Counts what was sent; {@code way} −1 when it leaves a window. */
    void add(OracleFact.Sent sent, int way) {
        OracleFact fact = sent.fact();
        flows += fact.isLevel() ? 0 : way;
        for (String source : new String[] {"ALL", fact.source()}) {
            tally(whole, source).add(fact, sent.sign() * way);
            String authority = fact.authority();
            if (authority == null) {
                tally(own, source).add(fact, sent.sign() * way);
            } else {
                others.computeIfAbsent(authority, any -> new HashMap<>())
                        .computeIfAbsent(source, any -> new OracleTally())
                        .add(fact, sent.sign() * way);
            }
        }
    }

    /** Ids of the named authorities that ever had anything to do. */
    Set<String> authorities() {
        return others.keySet();
    }

    /** Of one named authority; empty if it had nothing to do. */
    OracleTally of(String authority, String source) {
        OracleTally tally = others.getOrDefault(authority, Map.of()).get(source);
        return tally == null ? new OracleTally() : tally;
    }

    OracleTally whole(String source) {
        return tally(whole, source);
    }

    OracleBoards.Member onBoard(String kind, OracleReference.Version version, boolean activityOfAll) {
        return new OracleBoards.Member(place, version, kind.equals("ACTIVITY") && activityOfAll ? whole : own, own);
    }

    private static OracleTally tally(Map<String, OracleTally> tallies, String source) {
        OracleTally tally = tallies.get(source);
        if (tally == null) {
            throw new IllegalArgumentException(source);
        }
        return tally;
    }
}
