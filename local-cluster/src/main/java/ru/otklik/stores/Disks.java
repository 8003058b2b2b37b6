package ru.otklik.stores;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Figures of the disks on which places of the cluster lie. */
final class Disks implements Store {
    private final SortedMap<String, Path> places;

    /**
     * Looks at some places.
     *
     * @param places folders by their names in labels
     */
    Disks(SortedMap<String, Path> places) {
        this.places = new TreeMap<>(places);
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Figure> read() throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (var place : places.entrySet()) {
            FileStore store = Files.getFileStore(place.getValue());
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            // What is kept for root is neither used nor of use to the cluster.
            double ratio = (double) used / Math.max(1, used + store.getUsableSpace());
            figures.add(Figure.gauge(
                    "disk_used_ratio", "Used share of the disk, from 0 to 1", "place", place.getKey(), ratio));
        }
        return figures;
    }
}
