// Numbers and times as people of the chosen language write them.

import { language, t } from "./words.js";

const DASH = "–";
const formats = new Map();

function numbers(decimals) {
  const key = `${language()}/${decimals}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(language(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  }
  return formats.get(key);
}

export function number(value, decimals = 0) {
  return value === null || value === undefined ? DASH : numbers(decimals).format(value);
}

export function percent(share, decimals = 1) {
  return share === null || share === undefined ? DASH : `${numbers(decimals).format(share * 100)}\u00a0%`;
}

/** «2 ч 11 мин»: the two largest units of milliseconds. */
export function duration(millis) {
  if (millis === null || millis === undefined) return DASH;
  const minutes = Math.round(millis / 60000);
  const [d, hours, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = d ? [[d, "d"], [hours, "h"]] : hours ? [[hours, "h"], [m, "m"]] : [[m, "m"]];
  return parts
    .filter(([value], i) => value || i === 0)
    .map(([value, unit]) => `${number(value)}\u00a0${t(`unit.${unit}`)}`)
    .join(" ");
}

/** Dates in English have the month as a word, since 10/1 is another day on each side of the ocean. */
function dates(options) {
  const isRussian = language() === "ru";
  const style = options.dateStyle === "usual" ? { ...options, dateStyle: isRussian ? "short" : "medium" } : options;
  return new Intl.DateTimeFormat(isRussian ? "ru" : "en-GB", style);
}

/** A point in time, in the zone of whoever looks. */
export function time(text) {
  return text ? dates({ dateStyle: "usual", timeStyle: "medium" }).format(new Date(text)) : DASH;
}

/** A day of the municipality's calendar, by its label; short ones leave the year out. */
export function day(label, isShort = false) {
  const shown = isShort ? { day: "numeric", month: "short" } : { dateStyle: "usual" };
  return dates({ ...shown, timeZone: "UTC" }).format(new Date(`${label}T00:00:00Z`));
}

/** How long ago, for delays. */
export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - new Date(text)) / 1000));
  return seconds < 90 ? `${number(seconds)}\u00a0${t("unit.s")}` : duration(seconds * 1000);
}

/** A period by its name; `month` says how long the name of a month may be. */
export function period(p, month = "long") {
  if (!p) return DASH;
  if (p.kind === "LIVE" || p.kind === "ROLLING") return t(`period.${p.kind}.${p.label}`);
  if (p.kind === "QUARTER") {
    const [year, quarter] = p.label.split("-Q");
    return t(`quarter.${quarter}`, { year });
  }
  if (p.kind === "MONTH") {
    const name = dates({ month, year: "numeric", timeZone: "UTC" }).format(new Date(`${p.label}-01T00:00:00Z`));
    return name.replace(/\sг\.$/, "");
  }
  return p.label;
}

/** The value of an indicator in its own unit. */
export function indicator(name, value) {
  if (value === null || value === undefined) return DASH;
  if (/Millis$/.test(name)) return duration(value);
  if (/(compliance|Share)$/.test(name)) return percent(value);
  return number(value, name === "ratings.mean" ? 2 : 1);
}
