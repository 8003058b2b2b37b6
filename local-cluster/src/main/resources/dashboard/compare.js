// Up to four municipalities beside each other, in one period. Who they are stands in the address.

import { current, link } from "./address.js";
import { ask } from "./api.js";
import { axis, colour, draw } from "./charts.js";
import { term } from "./definitions.js";
import { h, put } from "./dom.js";
import { duration, number, percent, period as periodText } from "./format.js";
import { simple } from "./table.js";
import { t } from "./words.js";

const MOST = 4;
/** Names met so far: who is chosen may be of another region than the one shown. */
const names = new Map();
const LEAST_MONTHS = 2;
const LOOKS = [
  { name: "accent", point: "circle", dash: [] }, { name: "second", point: "rectRot", dash: [6, 4] },
  { name: "alarm", point: "triangle", dash: [2, 3] }, { name: "good", point: "rect", dash: [10, 3, 2, 3] },
];
/** Name of the definition, value, text, and whether less or more is better; neither for what nobody is to blame or praise for. */
const LINES = [
  ["registered", (f) => f.registered, number], ["registeredPer10k", (f) => f.registeredPer10k, (x) => number(x, 1)],
  ["share", (f) => f.responseDeadline.compliance, percent, 1], ["resolutionShare", (f) => f.resolutionDeadline.compliance, percent, 1],
  ["median", (f) => f.response.medianMillis, duration, -1], ["workingMedian", (f) => f.response.workingMedianMillis, duration, -1],
  ["p90", (f) => f.response.p90Millis, duration, -1], ["open", (f) => f.open, number], ["overdue", (f) => f.overdue, number],
  ["rework", (f) => f.reworkShare, percent, -1], ["rating", (f) => f.ratings.mean, (x) => number(x, 2), 1],
];

/** Remembers how those are called whom the page shows. */
export function meet(rows) {
  for (const { id, name } of rows) names.set(id, name);
}

/** The name of somebody met; else the code, which is what the address has. */
export function known(id) {
  return names.get(id) ?? t("compare.code", { id });
}

/** Who is chosen by the address. */
export function chosen(at) {
  return at.compare.split(",").filter((id) => /^\d{8}$/.test(id)).slice(0, MOST);
}

/** The choice with one more or without it; null if there is no room for one more. */
export function withOrWithout(at, id) {
  const ids = chosen(at);
  if (ids.includes(id)) return ids.filter((other) => other !== id).join(",");
  return ids.length < MOST ? [...ids, id].join(",") : null;
}

export class CompareView {
  #root = h("div", {});
  #found = [];

  async show(main, signal) {
    const at = current();
    this.#found = await Promise.all(chosen(at).map((id) =>
      ask("municipality", { id, kind: at.kind, period: at.period, source: at.source }, signal)));
    main.replaceChildren(this.#root);
    this.redraw();
  }

  redraw() {
    const at = current();
    const [kind, label] = at.period.split(":");
    const title = t("compare.title", { period: periodText({ kind, label }) });
    document.title = `${title} – ${t("title")}`;
    const all = this.#found.map((data) => ({ ...data, place: placeOf(data, kind, label), name: nameOf(data) }));
    meet(all);
    put(this.#root,
      h("p", {}, h("a", { href: link({ view: "" }), "data-view": true }, `← ${t("muni.back")}`)),
      h("h1", {}, title),
      all.length ? [figures(all), months(all)] : h("p", {}, t("compare.none")));
  }
}

function placeOf(data, kind, label) {
  return data.places.find((place) => place.kind === (kind === "LIVE" ? "ROLLING" : kind) && place.label === label)?.entry ?? null;
}

function nameOf(data) {
  return data.figures?.municipality.name ?? data.places.find((place) => place.entry)?.entry.name ?? data.id;
}

function figures(all) {
  const rows = [
    line("place", all.map((one) => one.place?.place), number, -1),
    line("score", all.map((one) => one.place?.score), (x) => number(x, 1), 1),
    [term("group", t("term.group")), ...all.map((one) => (one.peers
      ? t("compare.peers", { group: t(`group.${one.peers.group}`), place: number(one.peers.place), of: number(one.peers.ranked) }) : "–"))],
    ...LINES.map(([key, value, text, better]) => line(key, all.map((one) => one.figures && value(one.figures)), text, better)),
  ];
  const heads = all.map((one) => [
    h("a", { href: link({ view: "municipality", id: one.id }), "data-view": true }, one.name), " ",
    h("a", { class: "small", href: link({ compare: withOrWithout(current(), one.id) }), "data-view": true, "aria-label": t("compare.remove", { name: one.name }) }, "×"),
  ]);
  return [simple(t("compare"), [t("snap.what"), ...heads], rows, { class: "compare" }), h("p", { class: "note" }, t("compare.note"))];
}

/** One line of the table; the best of several is marked by a sign and by words. */
function line(key, values, text, better) {
  const known = values.filter((value) => value !== null && value !== undefined);
  const best = better && new Set(known).size > 1 ? (better > 0 ? Math.max(...known) : Math.min(...known)) : null;
  return [term(key, t(`term.${key}`)), ...values.map((value) => (value === best && best !== null
    ? h("strong", {}, text(value), h("span", { "aria-hidden": "true" }, " ★"), h("span", { class: "unseen" }, ` ${t("compare.best")}`))
    : text(value)))];
}

/** Share in time by months: the one line that all have in common, whatever their size. */
function months(all) {
  const labels = [...new Set(all.flatMap((one) => one.history.filter((point) => point.kind === "MONTH").map((point) => point.label)))].sort();
  if (labels.length < LEAST_MONTHS) return null;
  const values = (one) => labels.map((label) => one.history.find((point) => point.kind === "MONTH" && point.label === label)?.share ?? null);
  const canvas = h("canvas", { role: "img", "aria-labelledby": "s-compare", "aria-describedby": "d-compare" });
  const heads = labels.map((label) => periodText({ kind: "MONTH", label }));
  const marks = labels.map((label) => periodText({ kind: "MONTH", label }, "short"));
  const last = all.map((one) => `${one.name} ${percent(values(one).at(-1))}`).join("; ");
  queueMicrotask(() => draw(canvas, {
    type: "line",
    data: { labels: marks, datasets: all.map((one, i) => ({
      label: one.name, data: values(one), borderColor: colour(LOOKS[i].name), backgroundColor: colour(LOOKS[i].name), pointStyle: LOOKS[i].point,
      pointRadius: 5, borderDash: LOOKS[i].dash, spanGaps: true,
    })) },
    options: { scales: { y: axis(t("col.share"), { max: 1, ticks: { callback: (value) => percent(value, 0) } }) },
      plugins: { tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${percent(raw)}` } } } },
  }).catch(() => canvas.remove()));
  return h("section", { "aria-labelledby": "s-compare" },
    h("h2", { id: "s-compare" }, t("compare.months")),
    h("p", { id: "d-compare" }, t("compare.last", { month: heads.at(-1), all: last })),
    h("div", { class: "chart" }, canvas),
    h("details", {}, h("summary", {}, t("muni.table")),
      simple(t("compare.months"), [t("period"), ...all.map((one) => one.name)], labels.map((label, i) => [heads[i], ...all.map((one) => percent(values(one)[i]))]))));
}
