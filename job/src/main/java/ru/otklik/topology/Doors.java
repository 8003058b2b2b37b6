package ru.otklik.topology;

import java.util.List;
import ru.otklik.operator.RecordFormat;

/**
 * All inlets and outlets of the job, so that streaming, replay and tests differ in their doors only.
 *
 * @param incidents events and heart-beats
 * @param outlets each gets every record and takes those that concern it
 * @param formats how records are written
 */
public record Doors(Inlet incidents, List<Outlet> outlets, RecordFormat.Factory formats) {}
