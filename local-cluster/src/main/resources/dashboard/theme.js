// Light or dark: as the machine has it, or as somebody chose. The choice stays in the browser, since it is of the eyes, not of the figures.

import { h } from "./dom.js";
import { t } from "./words.js";

const KEPT = "otklik.theme";
const CHOICES = ["system", "light", "dark"];
const machine = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

function chosen() {
  const kept = localStorage.getItem(KEPT);
  return CHOICES.includes(kept) ? kept : "system";
}

function apply() {
  const choice = chosen();
  document.documentElement.dataset.theme = choice === "system" ? (machine.matches ? "dark" : "light") : choice;
  for (const listener of listeners) listener();
}

apply();
machine.addEventListener("change", apply);
// Another tab chose.
addEventListener("storage", (event) => event.key === KEPT && apply());

/** Calls back when it turns dark or light: charts are drawn anew then. */
export function onTheme(callback) {
  listeners.add(callback);
}

export function themeChoice() {
  return h("label", { class: "inline theme" }, h("span", { class: "unseen" }, t("theme")),
    h("select", { id: "theme", onchange: (event) => {
      localStorage.setItem(KEPT, event.target.value);
      apply();
    } }, CHOICES.map((choice) => h("option", { value: choice, selected: choice === chosen() }, t(`theme.${choice}`)))));
}
