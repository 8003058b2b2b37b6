package ru.otklik.edge.reference;

/**
 * Whose days or week a line of a calendar file gives.
 *
 * @param code ОКТМО of 8 digits; * for the country
 */
record PlaceOfCalendar(Level level, String code) {
    static final String COUNTRY_CODE = "*";
    static final PlaceOfCalendar COUNTRY = new PlaceOfCalendar(Level.COUNTRY, COUNTRY_CODE);

    /** From the least to the most specific. */
    enum Level {
        COUNTRY,
        REGION,
        MUNICIPALITY
    }

    static PlaceOfCalendar region(String code) {
        return new PlaceOfCalendar(Level.REGION, code);
    }

    static PlaceOfCalendar municipality(String code) {
        return new PlaceOfCalendar(Level.MUNICIPALITY, code);
    }
}
