// What every number means, and the links from the numbers to here.

import { current, link } from "./address.js";
import { h, put } from "./dom.js";
import { t } from "./words.js";

const GROUPS = {
  board: ["place", "interval", "change", "score", "parts", "zone", "group", "fewData"],
  figures: ["registered", "registeredPer10k", "citizens", "responded", "resolved", "share", "whiskers", "resolutionShare", "median", "mean",
    "workingMedian", "p90", "open", "overdue", "rework", "rating", "transfers", "outcome", "registration", "due"],
  charts: ["funnel", "quantiles", "flow"],
  trust: ["state", "asOf", "delay", "methodology", "reference", "hash", "records", "boards"],
  alerts: ["alertStates", "limits", "near", "deliver"],
};

/** A word that leads to its definition, which is also shown under the pointer. */
export function term(key, text) {
  return h("a", { class: "term", href: link({ view: "definitions", term: key }), "data-view": true, title: t(`def.${key}`) }, text);
}

export class DefinitionsView {
  async show(main) {
    const at = current();
    const title = t("definitions");
    document.title = `${title} – ${t("title")}`;
    put(main, h("div", { class: "definitions" }, h("h1", {}, title), h("p", {}, t("definitions.text")),
      Object.entries(GROUPS).map(([group, keys]) => h("section", { "aria-labelledby": `g-${group}` },
        h("h2", { id: `g-${group}` }, t(`definitions.${group}`)),
        h("dl", {}, keys.map((key) => h("div", { id: `d-${key}`, tabindex: "-1", class: key === at.term ? "wanted" : null },
          h("dt", {}, t(`term.${key}`)), h("dd", {}, t(`def.${key}`)))))))));
    const wanted = at.term && document.getElementById(`d-${at.term}`);
    if (wanted) {
      wanted.focus({ preventScroll: true });
      wanted.scrollIntoView({ block: "center" });
    }
  }
}
