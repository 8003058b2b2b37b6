// Incidents with less than an hour left, as far as a rule of alerts watches for that.

import { link } from "./address.js";
import { ask } from "./api.js";
import { h } from "./dom.js";
import { duration, number } from "./format.js";
import { t } from "./words.js";

const SHOWN = 5;
const AGAIN_MILLIS = 30_000;

/** Asks anew for another region, when an alert of that kind comes, and now and then. */
export class NearDeadlines {
  #region = "";
  #known = null;
  #asked = 0;
  #isStale = true;

  choose(region) {
    if (region === this.#region) return;
    this.#region = region;
    this.#known = null;
    this.#isStale = true;
  }

  note(alert) {
    this.#isStale ||= alert.ruleKind === "INCIDENT_DEADLINE_NEAR";
  }

  /** Whether there is something new to show. */
  async renew() {
    const passed = performance.now() - this.#asked;
    if (!this.#region || !(this.#isStale && (!this.#known || passed > 2000)) && passed < AGAIN_MILLIS) return false;
    const region = this.#region;
    this.#asked = performance.now();
    this.#isStale = false;
    try {
      const known = await ask("near", { region: region === "RU" ? "ALL" : region });
      if (region !== this.#region) return false;
      this.#known = known.incidents;
      return true;
    } catch {
      return false;
    }
  }

  element() {
    if (!this.#known) return null;
    const rest = this.#known.length - SHOWN;
    return h("div", { id: "near" },
      h("h3", {}, t("near"), ` · ${number(this.#known.length)}`),
      this.#known.length === 0 ? h("p", { class: "note" }, t("near.none"))
        : h("ol", { class: "ticker" }, this.#known.slice(0, SHOWN).map((one) => h("li", {},
          h("strong", {}, t("near.left", { left: duration(one.leftMillis) })), " · ",
          h("a", { href: link({ view: "alerts", alert: one.alertId }), "data-view": true }, `${one.municipality}, ${one.incident}`)))),
      rest > 0 && h("p", { class: "note" }, t("near.more", { n: number(rest) })));
  }
}
