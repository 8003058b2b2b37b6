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

/** A point in time, in the zone of whoever looks. */
export function time(text) {
  if (!text) return DASH;
  return new Intl.DateTimeFormat(language(), { dateStyle: "short", timeStyle: "medium" }).format(new Date(text));
}

/** How long ago, for delays. */
export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - new Date(text)) / 1000));
  return seconds < 90 ? `${number(seconds)}\u00a0${t("unit.s")}` : duration(seconds * 1000);
}

export function period(p) {
  if (!p) return DASH;
  if (p.kind === "LIVE" || p.kind === "ROLLING") return t(`period.${p.kind}.${p.label}`);
  if (p.kind === "QUARTER") {
    const [year, quarter] = p.label.split("-Q");
    return `${["I", "II", "III", "IV"][quarter - 1]} ${t("quarter")} ${year}`;
  }
  if (p.kind === "MONTH") {
    const [year, month] = p.label.split("-");
    return new Intl.DateTimeFormat(language(), { month: "long", year: "numeric", timeZone: "UTC" })
      .format(new Date(Date.UTC(year, month - 1, 1)));
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
