// Everything about one municipality. What the tables do not hold is not drawn, and the page says so.

import { current, link } from "./address.js";
import { chosen, withOrWithout } from "./compare.js";
import { ask } from "./api.js";
import { attribution } from "./attribution.js";
import { axis, colour, marks } from "./charts.js";
import { arrivals, waits } from "./cohort.js";
import { term } from "./definitions.js";
import { deadlineForm } from "./deadline.js";
import { h, put } from "./dom.js";
import { chart, section, summary } from "./panel.js";
import { day, duration, indicator, number, percent, period as periodText } from "./format.js";
import { simple } from "./table.js";
import { language, t } from "./words.js";

const DAYS = 60;
/** Hours at which people think of waiting: minutes, hours, days, a month. */
const HOURS = [1 / 60, 1 / 12, 0.25, 1, 2, 4, 8, 24, 48, 96, 192, 720, 2160, 8760];
/** Figures whose definition has another name. */
const TERMS = { responseShare: "share" };

export class MunicipalityView {
  #overview;
  #data = null;
  #root = h("div", {});

  constructor(overview) {
    this.#overview = overview;
  }

  async show(main, signal) {
    const at = current();
    this.#data = await ask("municipality", { id: at.id, kind: at.kind, period: at.period, source: at.source }, signal);
    main.replaceChildren(this.#root);
    this.redraw();
  }

  redraw() {
    const at = current();
    const data = this.#data;
    const [kind, label] = at.period.split(":");
    const held = data.places.find((p) => p.entry && p.kind === (kind === "LIVE" ? "ROLLING" : kind) && p.label === label)
      ?? [...data.places].reverse().find((p) => p.entry);
    const name = data.figures?.municipality.name ?? held?.entry.name ?? data.id;
    const region = this.#overview.regions.find((r) => r.id === data.region)?.name ?? data.region ?? "";
    const title = `${name}, ${periodText({ kind, label })}`;
    document.title = `${title} – ${t("title")}`;
    put(this.#root,
      h("p", {}, h("a", { href: link({ view: "", id: "" }), "data-view": true }, `← ${t("muni.back")}`)),
      h("h1", {}, name, h("small", {}, region)),
      comparing(data.id),
      data.figures ? figures(data.figures) : h("p", {}, t(kind === "LIVE" ? "board.later" : "muni.none")),
      held && placeSection(held, data.peers, held.kind !== kind || held.label !== label),
      data.figures && latency(data.figures),
      waits(data.attribution?.byRegistration),
      arrivals(data.attribution?.byRegistration, data.workingHours),
      attribution(data.figures, data.attribution),
      flow(data.history),
      ranks(data.places),
      data.figures && shares(data.figures),
      week(data.history),
      deadlineForm(data.id, this.#overview.units));
  }
}

function figures(f) {
  const shown = {
    registered: number(f.registered), registeredPer10k: number(f.registeredPer10k, 1), citizens: number(f.citizens),
    responded: number(f.responded), resolved: number(f.resolved), responseShare: percent(f.responseDeadline.compliance),
    resolutionShare: percent(f.resolutionDeadline.compliance), median: duration(f.response.medianMillis), mean: duration(f.response.meanMillis),
    open: number(f.open), overdue: number(f.overdue), rework: percent(f.reworkShare), rating: number(f.ratings.mean, 2),
  };
  return section("muni.figures", h("dl", { class: "figures" },
    Object.entries(shown).map(([key, value]) => h("div", {}, h("dt", {}, term(TERMS[key] ?? key, t(`fig.${key}`))), h("dd", {}, value)))));
}

/** Leads to the comparison with whoever was chosen before; four at most. */
function comparing(id) {
  const at = current();
  const compare = chosen(at).includes(id) ? at.compare : withOrWithout(at, id);
  return h("p", {}, compare === null ? t("compare.full")
    : h("a", { href: link({ view: "compare", id: "", compare }), "data-view": true }, t("compare.with", { n: number(compare.split(",").length) })));
}

/** The place held; of which period is said if it is not the chosen one, whose place may not be published. */
function placeSection(held, peers, isOther) {
  const { entry } = held;
  const [low, high] = [Math.min(entry.placeLow, entry.placeHigh), Math.max(entry.placeLow, entry.placeHigh)];
  const rows = entry.contributions.map((part) => [
    t(`indicator.${part.indicator}`), indicator(part.indicator, part.value), number(part.cases), number(part.score, 1), percent(part.weight, 0),
  ]);
  return section("muni.place",
    isOther && h("p", { class: "note" }, t("muni.place.of", { period: periodText(held) })),
    h("p", { class: "big" }, t("muni.place.big", { place: number(entry.place), of: number(held.ranked), score: number(entry.score, 1) })),
    entry.placeLow && h("p", { class: "note" }, term("interval", t("place.interval", { low, high }))),
    peers && h("p", {}, term("group", t("compare.peers", { group: t(`group.${peers.group}`), place: number(peers.place), of: number(peers.ranked) }))),
    simple(t("col.parts"), [t("snap.what"), t("value"), t("cases"), t("col.score"), t("weight")], rows),
    entry.recommendations.length > 0 && [h("h3", {}, t("muni.advice")),
      h("ul", {}, entry.recommendations.map((r) => h("li", {}, r.text, r.detail && h("span", { class: "note" }, ` ${r.detail}`))))]);
}

/** Stored quantiles as a curve of shares over a logarithmic axis of hours. */
function latency(f) {
  const key = "muni.latency";
  const r = f.response;
  if (!r.count) return null;
  const curve = (names) => names.map(([share, name]) => ({ x: Math.max(r[name] / 3_600_000, 1 / 60), y: share })).filter((p) => Number.isFinite(p.x));
  const set = (label, names, shape, name, dash) => ({
    label, data: curve(names), borderColor: colour(name), backgroundColor: colour(name), pointStyle: shape, pointRadius: 5, borderDash: dash,
  });
  const elapsed = [[0.5, "medianMillis"], [0.9, "p90Millis"], [0.95, "p95Millis"], [1, "maxMillis"]];
  const working = elapsed.map(([share, name]) => [share, `working${name[0].toUpperCase()}${name.slice(1)}`]);
  return section(key,
    summary(key, t(`${key}.text`, { median: duration(r.medianMillis), p90: duration(r.p90Millis), p95: duration(r.p95Millis), max: duration(r.maxMillis) })),
    chart(key, () => ({
      type: "line",
      data: { datasets: [set(t("muni.elapsed"), elapsed, "circle", "accent", []), set(t("muni.working"), working, "rectRot", "second", [6, 4])] },
      options: {
        scales: {
          x: { type: "logarithmic", title: { display: true, text: t(key) }, afterBuildTicks: marks(HOURS), ticks: { callback: (hours) => duration(hours * 3_600_000) } },
          y: axis(t("muni.quantile"), { min: 0.4, max: 1, ticks: { callback: (value) => percent(value, 0) } }),
        },
        plugins: { tooltip: { callbacks: { label: ({ raw }) => `${percent(raw.y, 0)}: ${duration(raw.x * 3_600_000)}` } } },
      },
    })),
    h("p", { class: "note" }, t(`${key}.note`), " ", term("quantiles", t("definitions"))));
}

function days(history) {
  return history.filter((point) => point.kind === "DAY").slice(0, DAYS).reverse();
}

function flow(history) {
  const key = "muni.flow";
  const shown = days(history);
  if (shown.length < 2) return null;
  const sum = (name) => shown.reduce((total, day) => total + (day[name] ?? 0), 0);
  const last = shown.at(-1);
  const bars = (name, colourName) => ({ type: "bar", label: t(`muni.${name}`), pointStyle: "rect", data: shown.map((d) => d[name === "in" ? "registered" : "resolved"]), backgroundColor: colour(colourName) });
  const line = (name, field, colourName, dash) => ({ type: "line", label: t(`muni.${name}`), data: shown.map((d) => d[field]), borderColor: colour(colourName), backgroundColor: colour(colourName), borderDash: dash, pointRadius: 0, pointStyle: "line" });
  return section(key,
    summary(key, t(`${key}.text`, { n: number(shown.length), in: number(sum("registered")), out: number(sum("resolved")), open: number(last.open), overdue: number(last.overdue) })),
    chart(key, () => ({
      data: { labels: shown.map((d) => day(d.label, true)), datasets: [line("open", "open", "text", []), line("overdueLine", "overdue", "alarm", [5, 4]), bars("in", "accent"), bars("out", "second")] },
      options: { scales: { y: axis(t("col.registered"), { min: 0, grace: "5%" }) } },
    })),
    h("p", { class: "note" }, term("flow", t("definitions"))),
    h("details", {}, h("summary", {}, t("muni.days")),
      simple(t(key), [t("muni.day"), t("muni.in"), t("muni.out"), t("muni.open"), t("muni.overdueLine"), t("col.median"), t("col.share")],
        shown.map((d) => [day(d.label), number(d.registered), number(d.resolved), number(d.open), number(d.overdue), duration(d.median), percent(d.share)]))));
}

/** Months, quarters and years, each a line of its own; a change of methodology is a triangle. */
function ranks(places) {
  const key = "muni.history";
  const ranked = places.filter((p) => p.entry && p.kind !== "ROLLING");
  if (!ranked.length) return section(key, h("p", {}, t("muni.history.none")));
  const months = ranked.filter((p) => p.kind === "MONTH");
  const shown = months.length ? months : ranked.filter((p) => p.kind === "QUARTER");
  const changes = shown.filter((p, i) => i && p.methodology !== shown[i - 1].methodology);
  const all = shown.map((p) => p.entry.place);
  return section(key,
    summary(key, t(`${key}.text`, { n: number(all.length), best: number(Math.min(...all)), worst: number(Math.max(...all)), changes: number(changes.length) })),
    shown.length > 1 && chart(key, () => ({
      type: "line",
      data: {
        labels: shown.map((p) => periodText(p, "short")),
        datasets: [{ label: t("col.place"), data: all, borderColor: colour("accent"), backgroundColor: colour("accent"),
          pointStyle: shown.map((p) => (changes.includes(p) ? "triangle" : "circle")), pointRadius: 6 }],
      },
      options: { scales: { y: axis(t("col.place"), { reverse: true, min: 1, max: Math.max(2, ...shown.map((p) => p.ranked)) }) } },
    })),
    h("details", {}, h("summary", {}, t("muni.table")),
      simple(t(key), [t("period"), t("state"), t("col.place"), t("col.score"), t("methodology")],
        [...ranked].reverse().map((p) => [periodText(p), t(`status.${p.status}`, { n: "" }), number(p.entry.place), number(p.entry.score, 1), p.methodology]), { words: [1, 4] })));
}

function shares(f) {
  const table = (caption, head, values, other) => simple(caption, [head, t("col.registered")],
    [...Object.entries(values).sort((a, b) => b[1] - a[1]), ...(other ? [[t("muni.other"), other]] : [])].map(([name, count]) => [name, number(count)]));
  return h("div", { class: "columns" },
    section("muni.transfers", h("p", {}, term("transfers", t("muni.transfers.text", { in: number(f.transferredIn), out: number(f.transferredOut) })))),
    section("muni.topics", table(t("muni.topics"), t("muni.topic"), f.topics, f.topicsOther)),
    section("muni.channels", table(t("muni.channels"), t("muni.channel"), named(f.channels), 0)));
}

/** Channels are an open vocabulary: the usual ones have names, others stand as they came. */
function named(channels) {
  return Object.fromEntries(Object.entries(channels).map(([channel, count]) => [channel.includes(".") ? channel : t(`channel.${channel}`), count]));
}

function week(history) {
  const all = history.filter((point) => point.kind === "DAY" && point.status !== "PRELIMINARY");
  if (all.length < 14) return null;
  const name = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" });
  const rows = [1, 2, 3, 4, 5, 6, 0].map((weekday) => {
    const own = all.filter((day) => new Date(`${day.label}T00:00:00Z`).getUTCDay() === weekday);
    const mean = own.reduce((sum, day) => sum + day.registered, 0) / Math.max(1, own.length);
    return [name.format(new Date(Date.UTC(2024, 0, 7 + weekday))), number(mean, 1)];
  });
  return section("muni.week", simple(t("muni.week"), [t("muni.weekday"), t("muni.mean")], rows), h("p", { class: "note" }, t("muni.week.note")));
}
