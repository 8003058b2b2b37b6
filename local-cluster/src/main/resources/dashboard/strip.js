// The live strip: how busy it is, what changed, and when the table may follow.

import { current, go, link, shownGroup } from "./address.js";
import { term } from "./definitions.js";
import { h, put } from "./dom.js";
import { number, time } from "./format.js";
import { connection } from "./header.js";
import { connect, listen, live } from "./live.js";
import { NearDeadlines } from "./near.js";
import { t } from "./words.js";

const EVERY = ["5", "10", "30", "60"];
const POLL_MILLIS = 30_000;

/**
 * Pushes of places are gathered here; the table follows every few seconds, unless it is paused or held. Boards that are not live
 * have no pushes: they are asked for again now and then.
 */
export class Strip {
  element = h("section", { class: "strip", "aria-labelledby": "strip-title" });
  #apply;
  #isHeld;
  #data;
  #waiting = new Map();
  #applied = performance.now();
  #missed = 0;
  #near = new NearDeadlines();

  constructor(apply, isHeld, data) {
    this.#apply = apply;
    this.#isHeld = isHeld;
    this.#data = data;
    listen((name, content) => this.#hear(name, content));
    setInterval(() => this.#tick(), 1000);
  }

  choose(at) {
    const [kind, label] = at.period.split(":");
    this.#waiting.clear();
    connect({ region: kind === "LIVE" ? at.region : "", kind: at.kind, group: shownGroup(at), label });
    this.#near.choose(at.region);
    this.#renewNear();
    this.#draw();
  }

  async #renewNear() {
    if (await this.#near.renew()) this.#draw();
  }

  #hear(name, content) {
    if (!this.element.isConnected) return;
    if (name === "board") this.#note(content);
    if (name === "alert") this.#near.note(content);
    if (name === "missed") this.#missed += content;
    this.#draw();
  }

  /** Keeps who would move, and by how many places. */
  #note(board) {
    const shown = new Map(this.#data()?.rows.map((row) => [row.id, row]));
    for (const [id, place, score] of board.places) {
      const row = shown.get(id);
      if (row && row.place === place && row.score === score) this.#waiting.delete(id);
      else this.#waiting.set(id, row ? row.place - place : 0);
    }
  }

  #tick() {
    if (!this.element.isConnected || document.hidden) return;
    const at = current();
    if (at.paused) return;
    this.#renewNear();
    const isLive = at.period.startsWith("LIVE");
    const due = performance.now() - this.#applied > (isLive ? Number(at.every) * 1000 : POLL_MILLIS);
    if (due && (!isLive || this.#waiting.size) && !this.#isHeld()) this.#now();
  }

  #now() {
    const moved = new Map([...this.#waiting].filter(([, places]) => places));
    this.#waiting.clear();
    this.#applied = performance.now();
    this.#apply(moved);
    this.#draw();
  }

  #draw() {
    const at = current();
    const isLive = at.period.startsWith("LIVE");
    const focused = this.element.contains(document.activeElement) ? document.activeElement.id : "";
    put(this.element,
      h("div", { class: "tools" },
        h("h2", { id: "strip-title" }, t("live"), " ", connection()),
        h("p", { id: "pulse" }, live.pulse
          ? [`${number(live.pulse.recordsPerMinute)} `, term("records", t("live.records")), ` · ${number(live.pulse.boardsPerMinute)} `, term("boards", t("live.boards"))]
          : t("live.none"))),
      h("p", { class: "tools" },
        h("button", { type: "button", id: "pause", "aria-pressed": String(Boolean(at.paused)), onclick: () => go({ paused: at.paused ? "" : "1" }) },
          t(at.paused ? "live.resume" : "live.pause")),
        isLive && h("label", { class: "inline" }, t("live.every"), " ",
          h("select", { id: "every", onchange: (event) => go({ every: event.target.value }) },
            EVERY.map((n) => h("option", { value: n, selected: n === at.every }, t("live.seconds", { n }))))),
        isLive && h("button", { type: "button", id: "apply", disabled: !this.#waiting.size, onclick: () => this.#now() }, t("live.apply")),
        isLive && h("span", { id: "waiting" }, t("live.waiting", { n: number(this.#waiting.size) })),
        h("span", { class: "note" }, t("live.hold"))),
      h("div", { class: "lanes" }, this.#near.element(), this.#alerts()),
      this.#missed > 0 && h("p", { class: "note" }, t("live.missed", { n: number(this.#missed) })));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  #alerts() {
    return live.alerts.length > 0 && h("div", {},
      h("h3", { id: "last-alerts" }, t("live.alerts")),
      h("ul", { class: "ticker", "aria-labelledby": "last-alerts" }, live.alerts.slice(0, 4).map((alert) => h("li", {},
        h("time", { datetime: alert.at }, time(alert.at)), ` · ${t(`severity.${alert.severity}`)} · ${t(`alert.${alert.state}`)}: `,
        h("a", { href: link({ view: "alerts", alert: alert.alertId }), "data-view": true, lang: "ru" }, brief(alert.text))))));
  }
}

/** What happened, without how it came about; the story of the alert has all of it. */
function brief(text) {
  return text.split("; ", 1)[0];
}
