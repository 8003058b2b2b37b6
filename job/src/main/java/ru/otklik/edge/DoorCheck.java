package ru.otklik.edge;

import java.time.Instant;
import java.util.Optional;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RejectionReason;

/** What the door would say of a record today; for tools that offer refused records a second time. One a thread. */
public final class DoorCheck {
    /** Decides nothing: whether a record is refused does not hang on its author. */
    private static final byte[] ANY_KEY = new byte[32];

    private final EventDecoder decoder;

    /**
     * @param earliest events dated before are refused
     * @param reference reference data as the job has it now
     */
    public DoorCheck(Instant earliest, ReferenceData reference) {
        decoder = new EventDecoder(new EventDecoder.DecoderRules(earliest.toEpochMilli(), false, ANY_KEY), reference);
    }

    /**
     * Why a record would be refused.
     *
     * @param topic the topic that it is of
     * @param appendedAt when it would be appended, epoch milliseconds
     * @return empty if it would be accepted
     */
    public Optional<RejectionReason> refusal(byte[] value, String topic, long appendedAt) {
        Inbound inbound = decoder.decode(value, topic, 0, 0, appendedAt, appendedAt);
        return Optional.ofNullable(inbound.rejection()).map(Inbound.Rejection::reason);
    }
}
