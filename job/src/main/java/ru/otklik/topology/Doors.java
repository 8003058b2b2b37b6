package ru.otklik.topology;

import java.util.List;
import ru.otklik.operator.RecordFormat;

/**
 * All inlets and outlets of the job, so that streaming, replay and tests differ in their doors only.
 *
 * @param incidents events and heart-beats
 * @param methodologies updates of the methodology
 * @param outlets each gets every record and takes those that concern it
 * @param formats how records are written
 */
public record Doors(
        Inlet incidents, MethodologyInlet methodologies, List<Outlet> outlets, RecordFormat.Factory formats) {

    /** Doors of a job that goes by the methodologies of its reference data. */
    public Doors(Inlet incidents, List<Outlet> outlets, RecordFormat.Factory formats) {
        this(incidents, MethodologyInlet.NONE, outlets, formats);
    }
}
