// Why a deadline is when it is: worked out by the server with the calendars of the job.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { time } from "./format.js";
import { t } from "./words.js";

export function deadlineForm(municipality, units) {
  const answer = h("div", { "aria-live": "polite" });
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const form = h("form", { class: "choices", onsubmit: async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target));
    try {
      const found = await ask("deadline", { municipality, ...fields });
      answer.replaceChildren(h("p", {}, h("strong", {}, t("deadline.due", { due: time(found.due), zone: found.zone }))), h("pre", { lang: "ru" }, found.explanation));
    } catch (e) {
      answer.replaceChildren(h("p", { role: "alert" }, t("failed", { why: e.message })));
    }
  } },
  h("label", {}, t("deadline.start"), h("input", { type: "datetime-local", name: "start", value: now, required: true })),
  h("label", {}, t("deadline.amount"), h("input", { type: "number", name: "amount", value: "8", min: "1", max: "1000", required: true })),
  h("label", {}, t("deadline.unit"), h("select", { name: "unit" },
    units.map((unit) => h("option", { value: unit, selected: unit === "WORKING_HOURS" }, t(`unit.${unit}`))))),
  h("button", { type: "submit" }, t("deadline.ask")));
  return h("section", { "aria-labelledby": "deadline-title" }, h("h2", { id: "deadline-title" }, t("deadline")), form, answer);
}
