package ru.otklik.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes the reference directory of a country. Calendar and methodology are the shipped ones, without the days of single
 * regions and municipalities, which this country does not have.
 */
public final class CountryReference {
    private static final String SHIPPED = "/reference/";
    private static final List<String> DISTRICTS = List.of(
            "Центральный",
            "Северо-Западный",
            "Южный",
            "Северо-Кавказский",
            "Приволжский",
            "Уральский",
            "Сибирский",
            "Дальневосточный");

    private CountryReference() {}

    /** Writes every file that the job asks for. */
    public static void write(Country country, Path directory) throws IOException {
        Files.createDirectories(directory.resolve("calendar"));
        Files.createDirectories(directory.resolve("methodology"));
        put(directory, "regions.csv", regions(country));
        put(directory, "municipalities.csv", municipalities(country));
        put(directory, "authorities.csv", authorities(country));
        put(directory, "norms.csv", norms());
        put(directory, "calendar/calendar-ru.json", shipped("calendar/calendar-ru.json"));
        put(directory, "calendar/settings.json", shipped("calendar/settings.json"));
        put(directory, "calendar/week.csv", ofTheCountry("calendar/week.csv"));
        put(directory, "calendar/days.csv", ofTheCountry("calendar/days.csv"));
        put(directory, "methodology/default-1.json", shipped("methodology/default-1.json"));
    }

    private static String regions(Country country) {
        StringBuilder text = new StringBuilder("region_oktmo,name,federal_district,zone\n");
        List<Country.Region> all = country.regions();
        for (int i = 0; i < all.size(); i++) {
            Country.Region region = all.get(i);
            text.append(String.join(
                            ",",
                            region.code(),
                            name(region),
                            DISTRICTS.get(i % DISTRICTS.size()),
                            region.zone().getId()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String name(Country.Region region) {
        return "Область " + region.code().substring(0, 2);
    }

    private static String municipalities(Country country) {
        StringBuilder text = new StringBuilder(
                "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo\n");
        for (Country.Municipality place : country.municipalities()) {
            Country.Region region = country.regions().get(place.region());
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,Округ %s,муниципальный округ,%d,%s,2018-01-01,,%n",
                    region.code(),
                    name(region),
                    place.code(),
                    place.code().substring(0, 5),
                    place.residents(),
                    region.zone().getId()));
        }
        return text.toString();
    }

    private static String authorities(Country country) {
        StringBuilder text = new StringBuilder("region_oktmo,id,name,kind\n");
        for (Country.Municipality place : country.municipalities()) {
            String region = country.regions().get(place.region()).code();
            text.append(region)
                    .append(',')
                    .append(place.administration())
                    .append(",Администрация округа ")
                    .append(place.code(), 0, 5)
                    .append(",OMSU\n");
        }
        for (Country.Region region : country.regions()) {
            for (int body = 0; body < Country.BODIES_PER_REGION; body++) {
                text.append(region.code())
                        .append(',')
                        .append(Country.body(region.code(), body))
                        .append(",Министерство ")
                        .append(body + 1)
                        .append(",OIV\n");
            }
        }
        return text.toString();
    }

    private static String norms() {
        StringBuilder text =
                new StringBuilder("region,source,topic,priority,stage,amount,unit,on_transfer,effective_from\n");
        text.append("*,INCIDENT_MANAGEMENT,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01\n");
        for (Vocabulary.Topic topic : Vocabulary.TOPICS) {
            String rest = topic.normDays() + ",CALENDAR_DAYS,CONTINUE,2018-01-01\n";
            text.append("*,POS,").append(topic.name()).append(",*,RESPONSE,").append(rest);
            text.append("*,*,").append(topic.name()).append(",*,RESOLUTION,").append(rest);
            text.append("*,*,").append(topic.name()).append(",*,REWORK,").append(rest);
        }
        return text.toString();
    }

    private static String ofTheCountry(String name) throws IOException {
        return shipped(name)
                .lines()
                .filter(line -> line.startsWith("level,") || line.startsWith("COUNTRY,"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = CountryReference.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + SHIPPED + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void put(Path directory, String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
