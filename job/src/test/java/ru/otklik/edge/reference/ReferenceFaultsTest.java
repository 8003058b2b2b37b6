package ru.otklik.edge.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceFaultsTest {
    private static final String NEW_PLACE = "87000000,Республика Коми,87999000,Новый,город,%s,Europe/Moscow,%s,%s,%s,";

    @TempDir
    private Path path;

    private ReferenceDir dir = new ReferenceDir(Path.of("."));

    @BeforeEach
    void copyTheShippedFiles() throws IOException {
        dir = ReferenceDir.shipped(path);
    }

    @Test
    void findsNothingWrongWithTheShippedFiles() {
        assertThat(dir.faults()).isEmpty();
        assertThat(dir.load().version()).isEqualTo(ReferenceFiles.shipped().version());
    }

    @Test
    void tellsAllFaultsAtOnceInOrder() throws IOException {
        dir.append("norms.csv", "*,*,*,*,RESPONSE,0,WORKING_HOURS,CONTINUE,2018-01-01")
                .append("calendar/days.csv", "COUNTRY,*,2023-02-30,HOLIDAY,Праздник,")
                .append("municipalities.csv", NEW_PLACE.formatted("100", "2018-01-01", "", "87998000"));

        assertThat(dir.faults())
                .containsExactly(
                        "calendar/days.csv:62: date is not a date: '2023-02-30'; write it as 2023-04-01",
                        "municipalities.csv:194: unknown successor 87998000; add a line for it or correct the code",
                        "norms.csv:8: amount is '0'; write a whole number from 1 to 1000000");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "100, 2018-02-30, '', valid_from is not a date",
        "100, 2018-01-02, 2018-01-01, valid_to is before valid_from",
        "0, 2018-01-01, '', population is '0'",
        "1.5, 2018-01-01, '', population is '1.5'",
        "x, 2018-01-01, '', population is 'x'"
    })
    void refusesABadMunicipality(String population, String from, String to, String fault) throws IOException {
        dir.append("municipalities.csv", NEW_PLACE.formatted(population, from, to, ""));

        assertThat(dir.faults()).singleElement().asString().startsWith("municipalities.csv:194: " + fault);
    }

    @ParameterizedTest
    @CsvSource({"1, 2018-01-01, 2018-01-01", "'', 2018-01-01, ''"})
    void acceptsAMunicipalityAtTheBounds(String population, String from, String to) throws IOException {
        dir.append("municipalities.csv", NEW_PLACE.formatted(population, from, to, ""));

        assertThat(dir.faults()).isEmpty();
        assertThat(dir.load().findMunicipality("87999000")).isNotNull();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "87723000,городской округ Усинск|87523000,городской округ Усинск|duplicate code 87523000",
                "87723000,городской округ|8772300,городской округ|oktmo is not an ОКТМО code",
                "87723000,городской округ|87723001,городской округ|oktmo is not an ОКТМО code",
                "35807,Europe/Moscow,2018-01-01,2023-12-31|35807,Europe/Moskow,2018-01-01,2023-12-31|not an IANA zone",
                "35807,Europe/Moscow,2018-01-01,2023-12-31|35807,+03:00,2018-01-01,2023-12-31|not an IANA zone",
                "35807,Europe/Moscow,2018-01-01,2023-12-31|35807,Europe/Kirov,2018-01-01,2023-12-31|region or zone differ",
                "2018-01-01,2023-12-31,87523000|2018-01-01,2024-01-01,87523000|overlapping validity",
                "2018-01-01,2023-12-31,87523000|2018-01-01,,87523000|overlapping validity",
                "2018-01-01,2023-12-31,87523000|2018-01-01,2023-12-31,87512000|87512000 has two predecessors",
                "2018-01-01,2023-12-31,87523000|2018-01-01,2023-12-31,87723000|is its own successor",
                "87000000,Республика Коми,87723000|87000000,Республика Комия,87723000|region 87000000 is 'Республика Коми'"
            })
    void refusesABrokenChain(String old, String replacement, String fault) throws IOException {
        dir.replace("municipalities.csv", old, replacement);

        assertThat(dir.faults())
                .first()
                .asString()
                .startsWith("municipalities.csv:")
                .contains(fault);
    }

    @Test
    void acceptsAGapBetweenTwoCodes() throws IOException {
        dir.replace("municipalities.csv", "2018-01-01,2023-12-31,87523000", "2018-01-01,2023-12-30,87523000");

        assertThat(dir.faults()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*,*,*,*,RESPONSE,-1,WORKING_HOURS,CONTINUE,2018-01-01|amount is '-1'",
                "*,*,*,*,RESPONSE,1000001,WORKING_HOURS,CONTINUE,2018-01-01|amount is '1000001'",
                "*,*,*,*,RESPONSE,8,HOURS,CONTINUE,2018-01-01|unit is 'HOURS'",
                "*,*,*,*,ANSWER,8,WORKING_HOURS,CONTINUE,2018-01-01|stage is 'ANSWER'",
                "*,*,*,*,RESPONSE,8,WORKING_HOURS,STOP,2018-01-01|on_transfer is 'STOP'",
                "*,IM,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01|source is 'IM'",
                "*,*,*,LOW,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01|priority is 'LOW'",
                "*,*,,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01|topic is empty",
                "77000001,*,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01|unknown region '77000001'",
                "*,*,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018|effective_from is not a date",
                "*,*,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE|it has 8 cells under 9 columns",
                "*,POS,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01|a norm for the same incidents and date"
            })
    void refusesABadNorm(String line, String fault) throws IOException {
        dir.append("norms.csv", line);

        assertThat(dir.faults()).singleElement().asString().startsWith("norms.csv:8: " + fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void acceptsANormAtTheBounds(int amount) throws IOException {
        dir.append("norms.csv", "*,*,*,*,RESPONSE," + amount + ",WORKING_HOURS,RESTART,2018-01-01");

        assertThat(dir.faults()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "region,source,topic,priority,stage,amount,unit,on_transfer,effective_from,colour|unknown column 'colour'",
                "region,source,topic,priority,stage,amount,unit,on_transfer|missing column [effective_from]",
                "region,source,topic,priority,stage,amount,unit,on_transfer,effective_from,unit|column 'unit' twice"
            })
    void refusesAnotherHeader(String header, String fault) throws IOException {
        dir.write("norms.csv", header + "\n");

        assertThat(dir.faults()).singleElement().asString().startsWith("norms.csv:1: " + fault);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "calendar/days.csv|COUNTRY,RU,2023-01-01,HOLIDAY,Праздник,|the code of a country is 'RU'",
                "calendar/days.csv|REGION,87000001,2023-01-01,HOLIDAY,Праздник,|unknown REGION '87000001'",
                "calendar/days.csv|MUNICIPALITY,87999000,2023-01-01,HOLIDAY,Праздник,|unknown MUNICIPALITY '87999000'",
                "calendar/days.csv|REGION,87000000,2023-01-01,REST,Праздник,|kind is 'REST'",
                "calendar/days.csv|REGION,87000000,2023-08-22,HOLIDAY,Праздник,|2023-08-22 twice as HOLIDAY",
                "calendar/week.csv|COUNTRY,*,1,10:00-12:00|weekday 1 twice",
                "calendar/week.csv|COUNTRY,*,0,10:00-12:00|weekday is '0'",
                "calendar/week.csv|COUNTRY,*,8,10:00-12:00|weekday is '8'",
                "calendar/week.csv|COUNTRY,*,6,10:00-10:00|intervals '10:00-10:00'",
                "calendar/week.csv|COUNTRY,*,6,10:00-24:01|intervals '10:00-24:01'",
                "calendar/week.csv|COUNTRY,*,6,9:00-10:00|intervals '9:00-10:00'",
                "calendar/week.csv|COUNTRY,*,6,10:00-12:00;11:59-13:00|intervals '10:00-12:00;11:59-13:00'",
                "authorities.csv|87000001,x,Орган,OIV,|unknown region '87000001'",
                "authorities.csv|87000000,komi-minzdrav,Орган,OIV,|duplicate authority komi-minzdrav",
                "authorities.csv|87000000,x,Орган,ROIV,|kind is 'ROIV'",
                "regions.csv|87000000,Республика Коми,Северо-Западный,Europe/Moscow|duplicate region 87000000",
                "regions.csv|1,Регион,,Europe/Moscow|region_oktmo is not an ОКТМО code"
            })
    void refusesABadLine(String file, String line, String fault) throws IOException {
        dir.append(file, line);

        assertThat(dir.faults())
                .singleElement()
                .asString()
                .startsWith(file + ":")
                .contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNTRY,*,6,00:00-24:00", "COUNTRY,*,6,10:00-12:00;12:00-13:00", "COUNTRY,*,6,"})
    void acceptsIntervalsAtTheBounds(String line) throws IOException {
        dir.append("calendar/week.csv", line);

        assertThat(dir.faults()).isEmpty();
    }

    @Test
    void refusesACalendarWithoutWorkingTime() throws IOException {
        dir.append("calendar/week.csv", "MUNICIPALITY,87701000,1,");

        assertThat(dir.faults())
                .containsExactly("calendar/week.csv: a calendar without working time: its week has no interval"
                        + " (87701000); give each week an interval and each year a working day");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"2023\":{\"holiday\":[]}}|a year lacks 'holidays'",
                "{\"2023\":{\"holidays\":[],\"x\":[]}}|unknown key 'x'",
                "{\"2023\":{\"holidays\":[\"2024-01-01\"]}}|2024-01-01 is not in 2023",
                "{\"2023\":{\"holidays\":[\"2023-13-01\"]}}|is not a date",
                "{\"2023\":{\"holidays\":[\"2023-01-02\",\"2023-01-02\"]}}|2023-01-02 twice",
                "{\"year\":{\"holidays\":[]}}|the year is 'year'",
                "{\"2023\":{\"holidays\":[]},\"2023\":{\"holidays\":[]}}|not JSON: Duplicate field",
                "{\"2023\":|not JSON",
                "[]|the calendar is not an object",
                "''|not JSON: it is empty"
            })
    void refusesABadCalendar(String json, String fault) throws IOException {
        dir.write("calendar/calendar-ru.json", json);

        assertThat(dir.faults())
                .first()
                .asString()
                .startsWith("calendar/calendar-ru.json:")
                .contains(fault);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "regions.csv, it is missing",
        "norms.csv, it is missing",
        "calendar/week.csv, it is missing",
        "methodology/default-1.json, no methodology"
    })
    void refusesADirectoryThatLacksAFile(String file, String fault) throws IOException {
        dir.delete(file);

        assertThat(dir.faults()).singleElement().asString().contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"municipality.csv", "calendar/day.csv", "methodology/default-2.jsn"})
    void refusesAFileOfAnotherName(String file) throws IOException {
        dir.write(file, "");

        assertThat(dir.faults()).containsExactly(file + ": unknown file; remove it or correct its name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", ".hidden", ".git/config", "alert-rules/default-1.json"})
    void leavesOtherFilesAlone(String file) throws IOException {
        dir.write(file, "?");

        assertThat(dir.faults()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Files.write(path.resolve("norms.csv"), "регион".getBytes(StandardCharsets.UTF_16));

        assertThat(dir.faults()).containsExactly("norms.csv: it is not UTF-8; save it as UTF-8");
    }

    @Test
    void readsQuotesCommasAndLineEndsInCells() throws IOException {
        dir.append("authorities.csv", "87000000,x,\"Комитет \"\"А\"\",\nотдел Б\",OIV,");
        dir.append("authorities.csv", "87000000,x,Орган,OIV,");

        assertThat(dir.faults())
                .containsExactly("authorities.csv:40: duplicate authority x; keep one line an id within a region");
    }
}
