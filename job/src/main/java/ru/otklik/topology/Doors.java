package ru.otklik.topology;

import java.util.List;
import ru.otklik.operator.RecordFormat;

/**
 * All inlets and outlets of the job, so that streaming, replay and tests differ in their doors only.
 *
 * @param incidents events and heart-beats
 * @param config updates of the methodology, of alert rules and of silences
 * @param outlets each gets every record and takes those that concern it
 * @param formats how records are written
 */
public record Doors(Inlet incidents, ConfigInlet config, List<Outlet> outlets, RecordFormat.Factory formats) {

    /** Doors of a job that goes by its reference data alone. */
    public Doors(Inlet incidents, List<Outlet> outlets, RecordFormat.Factory formats) {
        this(incidents, ConfigInlet.NONE, outlets, formats);
    }
}
