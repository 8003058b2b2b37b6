package ru.otklik.stores;

import java.util.List;

/** Something that has figures. */
interface Store {
    /** In a label: kafka, postgres, disk. */
    String name();

    /** Reads all of them; takes seconds at most, and throws if the store does not answer. */
    List<Figure> read() throws Exception;
}
