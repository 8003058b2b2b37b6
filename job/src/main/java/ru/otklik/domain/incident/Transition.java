package ru.otklik.domain.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event does to the state of its incident.
 *
 * @param state what to keep from now on; the very array that was given if nothing changed
 * @param outcome what became of the event
 * @param facts the new verdict minus what was sent before and what is held
 * @param owed facts that were held, and are sent only because the event takes them back after their date
 * @param dueAt earliest date of a fact that is held, epoch milliseconds, if it is earlier than before the event; else
 *     {@link IncidentHistory#NOTHING_HELD}
 * @param municipality number of the municipality that the incident's newest fact belongs to; 0 if it has no facts
 * @param open since when the incident is open by what was sent, before and after the event
 * @param steps all steps of the incident's stages, in order of time; null if nobody wants them, or nothing was accepted
 */
public record Transition(
        byte[] state,
        Outcome outcome,
        List<SignedFact> facts,
        List<SignedFact> owed,
        long dueAt,
        int municipality,
        OpenSince open,
        @Nullable List<StageStep> steps) {

    /** What became of an event. */
    public enum Outcome {
        /** It belongs to the set now. */
        ACCEPTED,
        /** The same event was accepted before; nothing changes. */
        DUPLICATE,
        /** It came after its incident had expired. */
        EXPIRED,
        /** It would open an incident older than the retention. */
        REGISTERED_TOO_OLD,
        /** Its incident has as many events as one may have. */
        TOO_MANY_EVENTS
    }
}
