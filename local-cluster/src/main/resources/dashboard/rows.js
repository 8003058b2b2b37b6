// The lines of the ranking. A line that has been drawn is kept and only moved, however the table is sorted.

import { link } from "./address.js";
import { h, s } from "./dom.js";
import { duration, indicator, number, percent } from "./format.js";
import { language, t } from "./words.js";

let kept = new WeakMap();
let keptFor = "";

/**
 * The line of a row; the same element as the last time if nothing about it has changed.
 *
 * @param moved by how many places it moved with the last push, if it did
 * @param isChosen whether it is among those to be compared
 * @param region its name, if lines of several regions are shown
 * @param hasFigures whether the table has columns for figures
 */
export function line(row, look) {
  if (language() !== keptFor) {
    kept = new WeakMap();
    keptFor = language();
  }
  const before = kept.get(row);
  if (before && before.moved === look.moved && before.hasFigures === look.hasFigures) {
    renew(row, look.isChosen);
    return before.element;
  }
  const box = h("input", { type: "checkbox", "data-id": row.id, "aria-label": t("compare.choose", { name: row.name }), onchange: () => look.onChoose(row.id, box) });
  box.checked = look.isChosen;
  const anchor = look.isOfRegions ? null : h("a", { href: leads(row), "data-view": true }, row.name);
  const element = draw(row, look, anchor, box);
  kept.set(row, { element, anchor, box, moved: look.moved, hasFigures: look.hasFigures });
  return element;
}

/** A line that is shown follows the address: whether it is chosen, and what its link carries on. */
export function renew(row, isChosen) {
  const known = kept.get(row);
  if (!known) return;
  known.box.checked = isChosen;
  known.anchor?.setAttribute("href", leads(row));
}

function leads(row) {
  return link({ view: "municipality", id: row.id, q: "", page: "" });
}

function draw(row, { moved, region, hasFigures }, anchor, box) {
  return h("tr", { class: moved ? "moved" : null },
    h("td", { class: "place" }, row.place ? place(row) : "–"),
    h("td", { class: "change" }, row.place && change(row), moved && h("span", { class: "mark" }, ` ${t("live.moved")} ${signed(moved)}`)),
    h("th", { scope: "row", class: "name" }, anchor ?? row.name, region && h("small", {}, region), row.reason && h("small", {}, t(`reason.${row.reason}`))),
    h("td", { class: "choose" }, anchor && box),
    h("td", { class: "score" }, number(row.score, 1), row.zone && h("span", { class: `zone ${row.zone}`, title: t(`zone.${row.zone}`) }, zoneSign(row.zone),
      h("span", { class: "unseen" }, t(`zone.${row.zone}`)))),
    h("td", { class: "parts" }, row.parts && strip(row.parts)),
    hasFigures && figures(row));
}

function figures(row) {
  return [
    h("td", {}, number(row.registered)),
    h("td", { class: "share" }, row.share === null || row.share === undefined ? "–" : [percent(row.share), whiskers(row)]),
    h("td", {}, duration(row.median)), h("td", {}, duration(row.workingMedian)), h("td", {}, duration(row.p90)),
    h("td", {}, number(row.overdue)), h("td", {}, percent(row.rework)), h("td", {}, number(row.rating, 2)),
  ];
}

function place(row) {
  const isSure = !row.placeLow || row.placeLow === row.placeHigh;
  const [low, high] = [Math.min(row.placeLow, row.placeHigh), Math.max(row.placeLow, row.placeHigh)];
  const words = row.placeLow ? t("place.interval", { low, high }) : "";
  const band = row.band ? `, ${t(`band.${row.band}`)}` : "";
  return [h("strong", {}, number(row.place)), !isSure && h("small", { title: words + band }, ` ${low}–${high}`)];
}

function change(row) {
  const n = row.placeChange;
  if (n === undefined || n === null) return h("span", { class: "note", title: t("change.new") }, "•", h("span", { class: "unseen" }, t("change.new")));
  const words = n > 0 ? t("change.up", { n }) : n < 0 ? t("change.down", { n: -n }) : t("change.same");
  return h("span", { class: n > 0 ? "up" : n < 0 ? "down" : "note", title: words },
    h("span", { "aria-hidden": "true" }, n > 0 ? `▲ ${n}` : n < 0 ? `▼ ${-n}` : "="), h("span", { class: "unseen" }, words));
}

function signed(n) {
  return n > 0 ? `▲ ${n}` : `▼ ${-n}`;
}

function zoneSign(zone) {
  return { GREEN: " ●", YELLOW: " ◐", RED: " ○" }[zone] ?? "";
}

/** A bar for the share, and whiskers for its interval of 95 %. */
function whiskers(row) {
  const [x, low, high] = [row.share, row.shareLow, row.shareHigh].map((value) => Math.round(value * 1000) / 10);
  return s("svg", { class: "whiskers", viewBox: "0 0 100 12", preserveAspectRatio: "none", role: "img", "aria-label": `${percent(row.shareLow)} – ${percent(row.shareHigh)}` },
    s("path", { d: `M0 3H${x}V9H0Z`, class: "bar" }),
    s("path", { d: `M${low} 6H${high}M${low} 1V11M${high} 1V11`, class: "whisker" }));
}

/** What each indicator gives to the score: the width is its weight, the filled part what was reached. */
function strip(parts) {
  let at = 0;
  let room = "";
  const words = [];
  const filled = [];
  for (const [name, value, score, weight] of parts) {
    if (!weight || score === null) continue;
    const width = weight * 100;
    const reached = Math.max(0, Math.min(100, score)) * weight;
    words.push(t("part", { name: t(`indicator.${name}`), value: indicator(name, value), points: number(score * weight, 1), weight: number(width, 0) }));
    room += `M${at + 0.5} 1H${at + Math.max(0.5, width - 0.5)}V11H${at + 0.5}Z`;
    filled.push(s("rect", { x: at + 0.5, y: 1, width: Math.max(0, reached - 1), height: 10, class: `part p${filled.length % 5}` }));
    at += width;
  }
  const text = words.join("; ");
  return h("span", { title: words.join("\n") }, s("svg", { class: "strip", viewBox: "0 0 100 12", preserveAspectRatio: "none", role: "img", "aria-label": text },
    s("path", { d: room, class: "room" }), filled));
}
