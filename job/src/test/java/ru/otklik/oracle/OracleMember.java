package ru.otklik.oracle;

import java.util.HashMap;
import java.util.Map;

/** A municipality's tallies of one period, by source: of the whole territory, and of its administration alone. */
final class OracleMember {

    private final OracleReference.Municipality place;
    private final Map<String, OracleTally> whole = new HashMap<>();
    private final Map<String, OracleTally> own = new HashMap<>();
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
            if (fact.authority() == null) {
                tally(own, source).add(fact, sent.sign() * way);
            }
        }
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
