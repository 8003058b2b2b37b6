package ru.otklik.edge;

import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.metrics.Subject;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.region.LateFact;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.operator.ConfigUpdate;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Origin;
import ru.otklik.operator.Publication;
import ru.otklik.operator.RecordFormat;
import ru.otklik.schemas.CanonicalJson;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.CitizenKeySource;
import ru.otklik.settings.CitizenKeys;

/** Records as JSON: the body is canonical and hashed, the envelope is put before it. */
final class JsonRecords implements RecordFormat {
    private final int edition;
    private final CitizenKeys keys;
    private final CanonicalJson json = new CanonicalJson();
    private final Rfc3339 times = new Rfc3339();
    private final WrittenEntries writtenEntries = new WrittenEntries();

    private JsonRecords(int edition, CitizenKeys keys) {
        this.edition = edition;
        this.keys = keys;
    }

    /** Formats of an edition whose citizens are hashed by one key. */
    static Factory factory(int edition) {
        return factory(edition, CitizenKeySource.known(new byte[0]));
    }

    /** Formats of an edition. Periods in which the key of citizens changes say so. */
    static Factory factory(int edition, CitizenKeySource keys) {
        return () -> new JsonRecords(edition, keys.read());
    }

    /** Where a body goes. */
    private record Address(
            String topic, List<String> key, @Nullable PeriodSpan span) {}

    @Override
    public Draft draft(PeriodValue value) {
        Address address = new Address(
                Topics.METRICS_MUNICIPALITY,
                List.of(
                        value.municipality().id(),
                        value.span().kind(),
                        value.span().label(),
                        MetricsBody.sourceName(value.source())),
                value.span());
        json.reset();
        Extent period = new Extent(value.span());
        MetricsBody.write(value, keys, json, period);
        return new Body(address, period);
    }

    @Override
    public Draft draft(AttributionValue value) {
        Address address = new Address(
                Topics.METRICS_ATTRIBUTION,
                List.of(
                        value.municipality().id(),
                        value.span().kind(),
                        value.span().label(),
                        MetricsBody.sourceName(value.source())),
                value.span());
        json.reset();
        Extent period = new Extent(value.span());
        AttributionBody.write(value, json, period);
        return new Body(address, period);
    }

    @Override
    public Draft draft(PageValue value) {
        Address address = new Address(
                Topics.METRICS_PAGES,
                List.of(
                        value.municipality().id(),
                        value.span().kind(),
                        value.span().label()),
                value.span());
        json.reset();
        Extent period = new Extent(value.span());
        PageBody.write(value, json, period);
        return new Body(address, period);
    }

    @Override
    public Draft draft(ScopeValue value) {
        Subject subject = value.subject();
        boolean authority = subject.type() == Subject.Type.AUTHORITY;
        Address address = new Address(
                authority ? Topics.METRICS_AUTHORITY : Topics.METRICS_REGION,
                List.of(
                        authority
                                ? String.valueOf(subject.region())
                                : subject.type().name(),
                        subject.id(),
                        value.span().kind(),
                        value.span().label(),
                        MetricsBody.sourceName(value.source())),
                value.span());
        json.reset();
        Extent period = new Extent(value.span());
        MetricsBody.write(value, keys, json, period);
        return new Body(address, period);
    }

    @Override
    public Draft draft(Board board) {
        return draft(board, address(board), BoardBody::write);
    }

    @Override
    public Draft live(Board board) {
        Address address = address(board);
        return draft(board, address, writtenEntries.of(address.key()));
    }

    private Draft draft(Board board, Address address, BoardBody.EntryWriter lines) {
        json.reset();
        Extent period = new Extent(board.span());
        BoardBody.write(board, json, period, lines);
        return new Body(address, period);
    }

    private static Address address(Board board) {
        boolean rolling = "ROLLING".equals(board.span().kind());
        return new Address(
                rolling ? Topics.RANKINGS_ROLLING : Topics.RANKINGS_PERIOD,
                List.of(
                        board.scope().name(),
                        board.subject(),
                        board.group().name(),
                        board.kind().name(),
                        board.span().kind(),
                        board.span().label()),
                board.span());
    }

    @Override
    public Draft draft(QuarterSnapshot snapshot) {
        PeriodSpan span = snapshot.span();
        Address address =
                new Address(Topics.SNAPSHOTS_QUARTER, List.of(snapshot.region().code(), span.label()), span);
        json.reset();
        SnapshotBody.write(snapshot, keys, json, period -> new Extent(period).run());
        return new Body(address, null);
    }

    /** Writes the period and remembers where it lies in the body. */
    private final class Extent implements Runnable {
        private final PeriodSpan span;
        private int from;
        private int end;

        private Extent(PeriodSpan span) {
            this.span = span;
        }

        @Override
        public void run() {
            from = json.position();
            json.beginObject();
            json.key("end").value(times.zoned(span.endMillis(), span.zone()));
            json.key("kind").value(span.kind());
            json.key("label").value(span.label());
            json.key("start").value(times.zoned(span.startMillis(), span.zone()));
            json.endObject();
            end = json.position();
        }
    }

    /** A body that was written, canonical and without envelope. */
    private final class Body implements Draft {
        private final Address address;
        private final byte[] bytes;
        private final String contentHash;
        private final @Nullable Extent period;

        private Body(Address address, @Nullable Extent period) {
            this.address = address;
            this.bytes = json.toBytes(0, json.position());
            this.contentHash = json.sha256Hex(0, bytes.length);
            this.period = period;
        }

        private long hashWithout(int from, int end) {
            long[] before = MurmurHash3.hash128x64(bytes, 0, from, 0);
            long[] after = MurmurHash3.hash128x64(bytes, end, bytes.length - end, 1);
            return before[0] * 31 + after[0];
        }

        @Override
        public long hash() {
            return period == null ? 0 : hashWithout(period.from, period.end);
        }

        @Override
        public String contentHash() {
            return contentHash;
        }

        @Override
        public Publication publish(Status status, int revision, long eventTime) {
            String topic = status == Status.LIVE ? Topics.RANKINGS_LIVE : address.topic();
            String instant = times.utc(eventTime);
            byte[] value = envelope(instant, revision, status);
            PeriodSpan span = address.span();
            Publication.Row row = span == null
                    ? null
                    : new Publication.Row(
                            address.key(),
                            edition,
                            status == Status.PRELIMINARY || status == Status.LIVE ? 0 : 1,
                            revision,
                            instant,
                            contentHash,
                            status.name(),
                            times.zoned(span.startMillis(), span.zone()),
                            times.zoned(span.endMillis(), span.zone()));
            String key = String.join("|", address.key());
            // Each revision of a snapshot is a document of its own: compaction must not drop the older ones.
            boolean immutable = topic.equals(Topics.SNAPSHOTS_QUARTER);
            return new Publication(topic, immutable ? key + "|" + revision : key, value, row);
        }

        private byte[] envelope(@Nullable String eventTime, int revision, @Nullable Status status) {
            json.reset();
            json.beginObject();
            json.key("contentHash").value(contentHash);
            json.key("edition").value(edition);
            text("eventTime", eventTime);
            json.key("revision").value(revision);
            if (status != null) {
                json.key("status").value(status.name());
            }
            json.members(bytes, 0, bytes.length);
            json.endObject();
            return json.toBytes(0, json.position());
        }

        private Publication plain(long stamp) {
            String instant = stamp == Inbound.NO_TIME ? null : times.utc(stamp);
            return new Publication(address.topic(), String.join("|", address.key()), envelope(instant, 0, null), null);
        }
    }

    @Override
    public Publication alert(AlertStep step) {
        String id = AlertBody.idOf(step, json, times);
        json.reset();
        AlertBody.write(step, id, json, times);
        Body body = new Body(new Address(Topics.ALERTS, List.of(id), null), null);
        String instant = times.utc(step.at());
        int revision = step.told().after().revision();
        Publication.Row row = new Publication.Row(
                List.of(id),
                edition,
                1,
                revision,
                instant,
                body.contentHash(),
                step.stand().name(),
                times.utc(step.told().after().since()),
                times.utc(step.told().after().firedAt()));
        return new Publication(Topics.ALERTS, id, body.envelope(instant, revision, null), row);
    }

    @Override
    public Publication rejected(Origin origin, long stamp, Inbound.Rejection rejection) {
        json.reset();
        json.beginObject();
        json.key("explanation").value(rejection.explanation());
        json.key("offset").value(origin.offset());
        json.key("partition").value(origin.partition());
        json.key("reason").value(rejection.reason().name());
        json.key("sha256").value(hex(origin));
        json.key("topic").value(origin.topic());
        json.endObject();
        List<String> key = List.of(origin.topic(), String.valueOf(origin.partition()), String.valueOf(origin.offset()));
        return new Body(new Address(Topics.INCIDENTS_REJECTED, key, null), null).plain(stamp);
    }

    @Override
    public Publication rejected(ConfigUpdate update, ConfigUpdate.Fault fault) {
        Origin origin = update.origin();
        json.reset();
        json.beginObject();
        json.key("explanation").value(fault.explanation());
        json.key("key").value(update.key());
        json.key("offset").value(origin.offset());
        json.key("partition").value(origin.partition());
        json.key("reason").value(fault.reason().name());
        json.key("sha256").value(hex(origin));
        json.key("topic").value(origin.topic());
        json.endObject();
        List<String> key = List.of(origin.topic(), String.valueOf(origin.partition()), String.valueOf(origin.offset()));
        return new Body(new Address(Topics.CONFIG_REJECTED, key, null), null).plain(origin.appendedAt());
    }

    @Override
    public Publication late(Inbound event, String reason) {
        Inbound.Accepted accepted = event.accepted();
        if (accepted == null) {
            throw new IllegalArgumentException("only an accepted event can be late");
        }
        Origin origin = event.origin();
        json.reset();
        json.beginObject();
        json.key("incidentId").value(accepted.incidentId());
        json.key("occurredAt").value(times.utc(accepted.event().occurredAt()));
        json.key("offset").value(origin.offset());
        json.key("partition").value(origin.partition());
        json.key("reason").value(reason);
        json.key("sha256").value(hex(origin));
        json.key("source").value(accepted.source().name());
        json.key("stamp").value(times.utc(event.stamp()));
        json.key("topic").value(origin.topic());
        json.key("type").value(accepted.event().type().name());
        json.endObject();
        List<String> key = List.of(accepted.source().name(), accepted.incidentId());
        return new Body(new Address(Topics.INCIDENTS_LATE, key, null), null).plain(event.stamp());
    }

    @Override
    public Publication late(LateFact late) {
        Fact fact = late.fact().fact();
        json.reset();
        json.beginObject();
        text("authority", fact.authority());
        json.key("date").value(times.utc(fact.date()));
        json.key("fact").value(factName(fact.kind()));
        json.key("incidentId").value(late.incidentId());
        json.key("municipality").value(late.municipality().id());
        json.key("refusedBy").beginArray();
        for (LateFact.PeriodName period : late.refusedBy()) {
            json.beginObject();
            json.key("kind").value(period.kind().name());
            json.key("label").value(period.label());
            json.endObject();
        }
        json.endArray();
        json.key("sign").value(late.fact().sign());
        json.key("source").value(late.source().name());
        text("stage", stageName(fact.kind()));
        json.key("stamp").value(times.utc(late.stamp()));
        json.endObject();
        List<String> key = List.of(late.source().name(), late.incidentId());
        return new Body(new Address(Topics.FACTS_LATE, key, null), null).plain(late.stamp());
    }

    private void text(String key, @Nullable String value) {
        json.key(key);
        if (value == null) {
            json.nullValue();
        } else {
            json.value(value);
        }
    }

    private static String hex(Origin origin) {
        return java.util.HexFormat.of().formatHex(origin.sha256());
    }

    /** MET_RESPONSE is met, TRANSFERRED_OUT is transferredOut. */
    private static String factName(FactKind kind) {
        String name = stageName(kind) == null
                ? kind.name()
                : kind.name().substring(0, kind.name().indexOf('_'));
        StringBuilder camel = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    private static @Nullable String stageName(FactKind kind) {
        boolean staged = kind.compareTo(FactKind.MET_RESPONSE) >= 0 && kind.compareTo(FactKind.MISSED_REWORK) <= 0;
        return staged ? kind.name().substring(kind.name().indexOf('_') + 1) : null;
    }
}
