package ru.otklik.domain.reference;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * A region of the country.
 *
 * @param code ОКТМО, 8 digits
 * @param federalDistrict its name; empty if the region belongs to none
 * @param zone the zone of the capital
 */
public record Region(String code, String name, String federalDistrict, ZoneId zone) implements Serializable {
    private static final long serialVersionUID = 1L;
}
