// Whether the figures can be trusted.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { ago, number, time } from "./format.js";
import { simple } from "./table.js";
import { t } from "./words.js";

const STALE_MILLIS = 15 * 60 * 1000;

export class QualityView {
  #overview;

  constructor(overview) {
    this.#overview = overview;
  }

  async show(main, signal) {
    const data = await ask("quality", {}, signal);
    document.title = `${t("nav.quality")} – ${t("title")}`;
    main.replaceChildren(h("div", {}, h("h1", {}, t("nav.quality")),
      h("p", {}, t(`quality.broker.${data.isBrokerThere}`)),
      part("quality.reached", simple(t("quality.reached"), [t("region"), t("asOf"), t("quality.behind"), t("quality.written"), t("state")],
        data.regions.map((r) => [this.#name(r.region), time(r.eventTime), h("span", { "data-since": r.eventTime }, ago(r.eventTime)), time(r.writtenAt), staleness(r.eventTime)]), { words: [1, 3, 4] })),
      part("quality.conflicts", data.conflicts.length
        ? simple(t("quality.conflicts"), [t("quality.table"), t("quality.count"), t("quality.last")], data.conflicts.map((c) => [c.relation, number(c.count), time(c.last)]))
        : h("p", {}, `✓ ${t("quality.conflicts.none")}`)),
      part("quality.refused", h("p", { class: "note" }, t("quality.refused.note")),
        data.refusals.length ? data.refusals.map(topic) : h("p", {}, t("quality.none")))));
  }

  #name(code) {
    return this.#overview.regions.find((region) => region.id === code)?.name ?? code;
  }
}

function part(key, ...children) {
  return h("section", { "aria-labelledby": `s-${key}` }, h("h2", { id: `s-${key}` }, t(key)), children);
}

function staleness(eventTime) {
  const isStale = Date.now() - new Date(eventTime) > STALE_MILLIS;
  return h("span", { class: isStale ? "severity CRITICAL" : "severity INFO" }, isStale ? `▲ ${t("quality.stale")}` : `● ${t("quality.fresh")}`);
}

function topic(refused) {
  const title = t(`quality.topic.${refused.topic}`);
  const head = t(refused.topic === "facts.late" ? "quality.fact" : "quality.reason");
  return [h("h3", {}, `${title} · ${number(refused.count)}`),
    simple(title, [head, t("quality.count")], Object.entries(refused.reasons).map(([reason, count]) => [t(`refused.${reason}`), number(count)])),
    h("details", {}, h("summary", {}, t("quality.newest")),
      simple(t("quality.newest"), [head, t("quality.explanation"), t("quality.time")],
        refused.last.map((r) => [t(`refused.${r.reason}`), explanation(r), time(r.eventTime)]), { words: [1, 2] }))];
}

/** The job explains in English; what it does not explain is told by what the record is about. */
function explanation(refused) {
  if (refused.explanation) return h("span", { lang: "en" }, refused.explanation);
  return [refused.source && t(`source.${refused.source}`), refused.stage && t(`stage.${refused.stage}`), refused.municipality].filter(Boolean).join(", ");
}
