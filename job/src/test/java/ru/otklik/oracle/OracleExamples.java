package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A small made-up world for examples: two municipalities in Moscow time, one in Irkutsk's; 2023 has one holiday. */
final class OracleExamples {

    static final String SYKTYVKAR = "87701000";
    static final String USINSK = "87723000";
    static final String BRATSK = "25714000";

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    static final OracleReference REFERENCE = new OracleReference(
            "example",
            List.of(
                    "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo,source",
                    "87000000,Коми,87701000,Сыктывкар,городской округ,10000,Europe/Moscow,2018-01-01,,,x",
                    "87000000,Коми,87723000,Усинск,городской округ,20000,Europe/Moscow,2018-01-01,2023-12-31,87523000,x",
                    "87000000,Коми,87523000,округ Усинск,муниципальный округ,20000,Europe/Moscow,2024-01-01,,,x",
                    "25000000,Иркутская,25714000,\"Братск, город\",городской округ,,Asia/Irkutsk,2018-01-01,,,x"),
            List.of(
                    "region,source,topic,priority,stage,amount,unit,on_transfer,effective_from",
                    "*,INCIDENT_MANAGEMENT,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01",
                    "*,POS,*,*,RESPONSE,30,CALENDAR_DAYS,CONTINUE,2018-01-01",
                    "*,INCIDENT_MANAGEMENT,*,*,RESOLUTION,7,WORKING_DAYS,CONTINUE,2018-01-01",
                    "*,POS,*,*,RESOLUTION,30,CALENDAR_DAYS,CONTINUE,2018-01-01",
                    "*,*,*,*,REWORK,24,CALENDAR_HOURS,CONTINUE,2018-01-01",
                    "*,INCIDENT_MANAGEMENT,Дороги,*,RESPONSE,4,CALENDAR_HOURS,RESTART,2018-01-01"),
            OracleCalendar.withoutYears()
                    .country(2023, Set.of(LocalDate.of(2023, 3, 8)), Set.of(), Set.of(LocalDate.of(2023, 3, 7))));

    private final List<String> lines = new ArrayList<>();

    /** A local time of Moscow such as "2023-03-03T10:00". */
    static long at(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant().toEpochMilli();
    }

    /** An event; further fields as JSON with a leading comma. */
    OracleExamples event(String incident, String source, String type, String local, String fields) {
        lines.add("{\"eventId\":\"e" + lines.size() + "\",\"incidentId\":\"" + incident + "\",\"source\":\"" + source
                + "\",\"type\":\"" + type + "\",\"occurredAt\":\"" + OracleText.utcMillis(at(local)) + "\"" + fields
                + "}");
        return this;
    }

    OracleExamples im(String incident, String type, String local) {
        return event(incident, "INCIDENT_MANAGEMENT", type, local, "");
    }

    OracleExamples im(String incident, String type, String local, String fields) {
        return event(incident, "INCIDENT_MANAGEMENT", type, local, fields);
    }

    OracleExamples registered(String incident, String code, String local) {
        return im(incident, "REGISTERED", local, ",\"municipality\":\"" + code + "\",\"topic\":\"ЖКХ\"");
    }

    /** Moves event time to a minute before this time: the event of an orphan has no facts. */
    OracleExamples until(String local) {
        return im("clock", "ASSIGNED", local);
    }

    Oracle.Result replay(Oracle.Options options) {
        return Oracle.replayLines(REFERENCE, lines, options);
    }

    Oracle.Result replay() {
        return replay(Oracle.Options.shipped());
    }

    /** Records of one municipality, period and all sources, in order of publication. */
    static List<ObjectNode> metrics(Oracle.Result result, String id, String label) {
        return result.metrics().stream()
                .filter(r -> r.at("/municipality/id").asText().equals(id))
                .filter(r -> r.at("/period/label").asText().equals(label))
                .filter(r -> r.get("source").asText().equals("ALL"))
                .toList();
    }

    static List<ObjectNode> boards(Oracle.Result result, String kind, String label) {
        return result.boards().stream()
                .filter(r -> r.at("/board/kind").asText().equals(kind))
                .filter(r -> r.at("/period/label").asText().equals(label))
                .toList();
    }

    /** The facts that stand in the end, as "KIND(stage or anomaly) at municipality time in UTC". */
    static List<String> standing(Oracle.Result result) {
        List<String> standing = new ArrayList<>();
        for (OracleFact.Sent sent : result.facts()) {
            OracleFact fact = sent.fact();
            OracleFact.Stage stage = fact.stage();
            String what = fact.kind()
                    + (stage == null ? "" : "(" + stage + ")")
                    + (fact.anomaly() == null ? "" : "(" + fact.anomaly() + ")")
                    + (fact.isLevel() ? (fact.step() > 0 ? "+" : "-") : "");
            String text = what + " " + fact.municipality() + " " + OracleText.utcMillis(fact.date());
            if (sent.sign() > 0) {
                standing.add(text);
            } else {
                standing.remove(text);
            }
        }
        standing.sort(null);
        return standing;
    }
}
