// Alerts by how they stand, and the story of one.

import { current, link } from "./address.js";
import { ask } from "./api.js";
import { term } from "./definitions.js";
import { h } from "./dom.js";
import { duration, number, percent, time } from "./format.js";
import { connect, listen } from "./live.js";
import { simple } from "./table.js";
import { t } from "./words.js";

export class AlertsView {
  #root = h("div", {});
  #list = h("div", {});
  #story = h("div", {});
  #isStale = false;

  constructor() {
    this.#root.append(h("h1", { id: "alerts-title" }), this.#story, this.#list);
    listen((name) => {
      this.#isStale ||= name === "alert";
    });
    setInterval(() => this.#refresh(), 5000);
  }

  async show(main, signal) {
    const at = current();
    connect({});
    const [data, story] = await Promise.all([
      ask("alerts", { region: at.region }, signal),
      at.alert ? ask("alert", { id: at.alert }, signal) : null,
    ]);
    this.#isStale = false;
    main.replaceChildren(this.#root);
    document.title = `${t("nav.alerts")} – ${t("title")}`;
    this.#root.querySelector("h1").textContent = t("nav.alerts");
    this.#list.replaceChildren(h("p", {}, term("alertStates", t("term.alertStates"))), ...data.states.map(group));
    this.#story.replaceChildren(...(story ? [tell(story.steps)] : []));
  }

  /** New steps are shown when nobody is pointing at or working in the list. */
  async #refresh() {
    const isHeld = this.#list.matches(":hover") || this.#list.contains(document.activeElement);
    if (!this.#isStale || !this.#root.isConnected || document.hidden || isHeld) return;
    this.#isStale = false;
    try {
      const data = await ask("alerts", { region: current().region });
      this.#list.replaceChildren(this.#list.firstChild, ...data.states.map(group));
    } catch {
      this.#isStale = true;
    }
  }
}

/** Only what is hidden or over has a reason to tell. */
function headings(state) {
  return ["text", "severity", "since", "at", "limits", ...(["SUPPRESSED", "RESOLVED"].includes(state) ? [`why.${state}`] : [])];
}

function group({ state, count, alerts }) {
  const heads = headings(state);
  const rows = alerts.map((alert) => [
    h("a", { href: link({ alert: alert.alertId }), "data-view": true, lang: "ru" }, alert.text),
    [severity(alert.severity), h("small", {}, t(`rule.${alert.ruleKind}`))],
    [time(alert.firedAt), h("small", {}, t("alerts.lasts", { time: duration(lasts(alert, state)) }))],
    time(alert.at),
    [alert.value, alert.threshold, alert.recovery].map((value) => amount(value, alert.unit)).join(" / "),
    [alert.reason && t(`reason.${alert.reason}`), ...alert.suppressedBy.map((by) => hidden(by))].filter(Boolean).join("; "),
  ].slice(0, heads.length));
  return h("section", { "aria-labelledby": `alerts-${state}` },
    h("h2", { id: `alerts-${state}` }, `${t(`alerts.${state}`)} · ${number(count)}`),
    count > alerts.length && h("p", { class: "note" }, t("alerts.shown", { n: number(alerts.length), of: number(count) })),
    rows.length ? simple(t(`alerts.${state}`), heads.map((key) => (key === "limits" ? term(key, t("alerts.limits")) : t(`alerts.${key}`))), rows, { class: "alerts" })
      : h("p", {}, t("alerts.none")));
}

function hidden(by) {
  return [t(`hidden.${by.kind}`), by.id, by.comment && `«${by.comment}»`].filter(Boolean).join(" ");
}

/** Up to its end, or until now. */
function lasts(alert, state) {
  return Math.max(0, (state === "RESOLVED" ? new Date(alert.at) : Date.now()) - new Date(alert.firedAt));
}

function severity(name) {
  return h("span", { class: `severity ${name}` }, { CRITICAL: "▲ ", WARNING: "◆ ", INFO: "● " }[name] ?? "", t(`severity.${name}`));
}

function amount(value, unit) {
  if (value === null || value === undefined) return "–";
  if (/MILLIS$/.test(unit)) return duration(value);
  if (unit === "SHARE") return percent(value);
  return `${unit === "RATIO" ? "×" : ""}${number(value, Number.isInteger(value) ? 0 : 2)}`;
}

function tell(steps) {
  const last = steps.at(-1);
  return h("section", { class: "story", "aria-labelledby": "story-title" },
    h("h2", { id: "story-title" }, t("alerts.story")),
    h("p", { lang: "ru" }, last?.text),
    h("ol", {}, steps.map((step) => h("li", {},
      h("time", { datetime: step.at }, time(step.at)), ` · ${t(`alert.${step.state}`)} · ${t("alerts.step", { value: amount(step.value, step.unit), threshold: amount(step.threshold, step.unit) })} · `,
      term("deliver", t(step.deliver ? "alerts.deliver" : "alerts.silent")), step.reason && ` · ${t(`reason.${step.reason}`)}`))),
    last?.deadline?.explanation && h("details", {}, h("summary", {}, t("alerts.explanation")), h("pre", { lang: "ru" }, last.deadline.explanation)),
    h("p", {}, h("a", { href: link({ alert: "" }), "data-view": true }, t("alerts.close"))));
}
