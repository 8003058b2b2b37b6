// The head of every page: where one is, what is chosen, how final and how fresh it is.

import { current, go, link } from "./address.js";
import { h } from "./dom.js";
import { ago, period as periodText, time } from "./format.js";
import { term } from "./definitions.js";
import { live } from "./live.js";
import { themeChoice } from "./theme.js";
import { language, t } from "./words.js";

const VIEWS = ["", "alerts", "snapshots", "quality"];

/** Whether the job ranks those of a region among their peers, too. */
export function hasGroups(overview, id) {
  return id === "ALL" ? overview.regions.every((region) => region.hasGroups) : Boolean(overview.regions.find((region) => region.id === id)?.hasGroups);
}

export function header(overview) {
  const at = current();
  return [
    h("div", { class: "bar" },
      h("p", { class: "brand" }, h("a", { href: link({ view: "", id: "", alert: "" }), "data-view": true }, t("title"))),
      h("nav", { "aria-label": t("nav") },
        VIEWS.map((view) => h("a", {
          href: link({ view, id: "", alert: "", snapshot: "", page: "", term: "" }), "data-view": true,
          "aria-current": at.view === view ? "page" : null,
        }, t(`nav.${view}`)))),
      themeChoice(),
      h("a", { href: link({ lang: language() === "ru" ? "en" : "ru" }), "data-view": true, class: "language",
        lang: language() === "ru" ? "en" : "ru" }, t("language"))),
    ["quality", "definitions"].includes(at.view) ? null : choices(at, overview),
  ];
}

function choices(at, overview) {
  const shows = (name) => ({
    "": ["region", "kind", "period", "group", "source", "q"],
    municipality: ["kind", "period", "source"],
    compare: ["kind", "period", "source"],
    alerts: ["region"],
    snapshots: ["region"],
  }[at.view] ?? []).includes(name);
  const kinds = overview.kinds.map((kind) => [kind, t(`kind.${kind}`)]);
  const regions = [...overview.regions.map((region) => [region.id, region.name]), ["ALL", t("region.ALL")],
    ...(at.view === "" ? [["RU", t("region.RU")]] : [])];
  return h("form", { class: "choices", role: "search", onsubmit: (event) => event.preventDefault() },
    shows("region") && select("region", regions, at.region),
    shows("kind") && select("kind", kinds, at.kind),
    shows("period") && h("label", {}, t("period"), periods(overview, at.period)),
    shows("group") && at.region !== "RU" && !at.period.startsWith("LIVE:") && select("group", [...(hasGroups(overview, at.region) ? ["PEERS"] : []), "ALL", "OVER_100", "FROM_31_TO_100", "UP_TO_30"].map((g) => [g, t(`group.${g}`)]), at.group),
    shows("source") && select("source", ["ALL", "INCIDENT_MANAGEMENT", "POS"].map((x) => [x, t(`source.${x}`)]), at.source),
    shows("q") && h("label", {}, t("search"),
      h("input", { type: "search", id: "q", value: at.q, oninput: (event) => go({ q: event.target.value, page: "" }, true) })));
}

function select(name, options, value) {
  return h("label", {}, t(name),
    h("select", { id: name, onchange: (event) => go({ [name]: event.target.value, page: "", ...(name === "region" ? { group: "" } : {}) }) },
      options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))));
}

function periods(overview, value) {
  const kinds = ["LIVE", "ROLLING", "QUARTER", "MONTH", "YEAR"];
  return h("select", { id: "period", onchange: (event) => go({ period: event.target.value, page: "" }) },
    kinds.map((kind) => {
      const own = overview.periods.filter((p) => p.kind === kind);
      return own.length > 0 && h("optgroup", { label: t(`periods.${kind}`) }, own.map((p) => {
        const key = `${p.kind}:${p.label}`;
        return h("option", { value: key, selected: key === value }, periodText(p));
      }));
    }));
}

/** How final and how fresh the boards shown are. Several regions may have reached different times: the earliest counts. */
export function standing(boards, hash) {
  if (!boards.length) return h("p", {}, t("board.none"));
  const first = boards[0];
  const oldest = boards.reduce((min, board) => (board.eventTime < min ? board.eventTime : min), first.eventTime);
  const distinct = (name) => [...new Set(boards.map((board) => board[name]))].join(", ");
  const status = [...new Set(boards.map((board) => t(`status.${board.status}`, { n: board.revision })))].join("; ");
  const isClosed = first.status === "FINAL" && first.period.kind !== "ROLLING" || first.status === "REVISED";
  return h("dl", { class: "standing", id: "standing" },
    pair("state", h("strong", { class: `status ${first.status}` }, status)),
    pair("asOf", h("span", {}, h("time", { datetime: oldest }, time(oldest)), isClosed ? null : [" · ", term("delay", t("delay")), " ", h("span", { class: "delay", "data-since": oldest }, ago(oldest))])),
    pair("methodology", distinct("methodology")),
    pair("reference", distinct("reference")),
    pair("hash", h("code", { title: hash }, hash.slice(0, 12))));
}

function pair(key, value) {
  return h("div", {}, h("dt", {}, term(key, t(key))), h("dd", {}, value));
}

/** Whether the line to the server stands; said by a word, not by a colour only. */
export function connection() {
  return h("span", { class: live.isOpen ? "on" : "off", id: "connection" }, live.isOpen ? t("connection.on") : t("connection.off"));
}
