package ru.otklik.bench.data;

import java.util.List;

/** Words of events: topics with their norms, channels, streets. */
final class Vocabulary {
    /**
     * A subject of complaints.
     *
     * @param share its part of all incidents, in any unit
     * @param normDays days allowed for the final answer
     */
    record Topic(String name, double share, int normDays) {}

    static final List<Topic> TOPICS = List.of(
            new Topic("ЖКХ", 20, 10),
            new Topic("Дороги", 18, 14),
            new Topic("Благоустройство", 15, 20),
            new Topic("Общественный транспорт", 10, 7),
            new Topic("Здравоохранение/Медицина", 9, 5),
            new Topic("Мусор/Свалки/ТКО", 8, 3),
            new Topic("Образование", 7, 15),
            new Topic("Электроснабжение", 5, 3),
            new Topic("Экология", 5, 30),
            new Topic("Строительство и архитектура", 3, 30));

    static final List<String> NETWORKS = List.of("VK", "OK", "TELEGRAM");
    static final double[] NETWORK_SHARES = {64, 17, 19};
    static final String PORTAL = "EPGU";

    static final List<String> STREETS = List.of(
            "улица Ленина, дом 12, подъезд 3",
            "улица Советская, дом 7",
            "Октябрьский проспект, дом 104",
            "улица Мира, дом 45, корпус 2",
            "переулок Садовый, дом 9",
            "микрорайон Северный, дом 31",
            "Набережная улица, дом 18",
            "улица Гагарина, дом 63, двор");

    private Vocabulary() {}
}
