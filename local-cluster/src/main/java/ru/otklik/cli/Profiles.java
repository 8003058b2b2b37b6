package ru.otklik.cli;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.traffic.TrafficProfile;

/** The names of profiles, for help texts. */
final class Profiles extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Profiles() {
        super(List.copyOf(TrafficProfile.names()));
        add(TrafficProfile.KOMI_QUARTER);
    }
}
