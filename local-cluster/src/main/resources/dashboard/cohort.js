// What is told of those registered in a month or quarter: when they came, and how long they waited for the first answer.

import { axis, colour } from "./charts.js";
import { term } from "./definitions.js";
import { h } from "./dom.js";
import { duration, number, percent } from "./format.js";
import { chart, section, summary } from "./panel.js";
import { simple } from "./table.js";
import { language, t } from "./words.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Upper ends of the bars; the last bar has none. */
const BOUNDS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 4 * DAY, 8 * DAY, 16 * DAY, 30 * DAY];
const SHADES = 4;

/** Bars of waiting times, each about twice as long as the one before; null without answers. */
export function waits(cohort) {
  const counts = cohort?.response?.distribution;
  if (!counts || !cohort.response.count) return null;
  const key = "muni.waits";
  const names = counts.map((_, i) => (i < BOUNDS.length ? t("muni.waits.until", { time: duration(BOUNDS[i]) }) : t("muni.waits.longer", { time: duration(BOUNDS.at(-1)) })));
  const all = cohort.response.count;
  const inDay = counts.slice(0, BOUNDS.indexOf(DAY) + 1).reduce((sum, count) => sum + count, 0);
  const most = counts.indexOf(Math.max(...counts));
  return section(key,
    summary(key, t(`${key}.text`, { n: number(all), day: percent(inDay / all), most: names[most] })),
    chart(key, () => ({
      type: "bar",
      data: { labels: names, datasets: [{ label: t("muni.waits.answers"), data: counts, backgroundColor: colour("accent") }] },
      options: { plugins: { legend: { display: false } }, scales: { y: axis(t("muni.waits.answers"), { min: 0, grace: "5%" }) } },
    })),
    h("p", { class: "note" }, term("registration", t("muni.cohort.note"))),
    h("details", {}, h("summary", {}, t("muni.table")),
      simple(t(key), [t("muni.waits.wait"), t("muni.waits.answers"), t("muni.waits.share")],
        counts.map((count, i) => [names[i], number(count), percent(count / all)]))));
}

/** Weekday by hour; how much came is a number and a shade, working hours have a frame and a word. */
export function arrivals(cohort, workingHours) {
  const byHour = cohort?.registeredByHour;
  if (!byHour || !Object.keys(byHour).length) return null;
  const key = "muni.hours";
  const most = Math.max(...Object.values(byHour));
  const working = new Set(workingHours);
  const all = Object.values(byHour).reduce((sum, count) => sum + count, 0);
  const outside = Object.entries(byHour).reduce((sum, [hour, count]) => sum + (working.has(hour) ? 0 : count), 0);
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "short", timeZone: "UTC" });
  const hours = [...Array(24).keys()];
  const two = (hour) => String(hour).padStart(2, "0");
  const cell = (day, hour) => {
    const at = `${day}-${two(hour)}`;
    const count = byHour[at] ?? 0;
    return h("td", { class: `s${Math.ceil((count / most) * SHADES)}${working.has(at) ? " working" : ""}` },
      count ? number(count) : "", working.has(at) && h("span", { class: "unseen" }, ` ${t("muni.hours.working")}`));
  };
  return section(key,
    h("p", {}, t(`${key}.text`, { n: number(all), share: percent(outside / all, 0) })),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t(key) },
      h("table", { class: "hours" },
        h("caption", { class: "unseen" }, t(key)),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("muni.weekday")), hours.map((hour) => h("th", { scope: "col" }, two(hour))))),
        h("tbody", {}, [1, 2, 3, 4, 5, 6, 7].map((day) => h("tr", {},
          h("th", { scope: "row" }, weekday.format(new Date(Date.UTC(2024, 0, day)))), hours.map((hour) => cell(day, hour))))))),
    h("p", { class: "note" }, t(`${key}.note`), " ", term("registration", t("muni.cohort.note"))));
}
