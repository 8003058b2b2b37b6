// The same outcomes by three dates: which one is meant is said, since they answer different questions.

import { h } from "./dom.js";
import { term } from "./definitions.js";
import { duration, number, percent } from "./format.js";
import { simple } from "./table.js";
import { t } from "./words.js";

/**
 * A table with a column for each date; null where the job publishes no such figures: it does for months and quarters.
 *
 * @param figures by the date of the event itself, or null
 * @param other by registration and by due date, or null
 */
export function attribution(figures, other) {
  if (!figures || !other) return null;
  const [own, cohort, due] = [figures, other.byRegistration, other.byDueDate];
  const share = (of, stage) => percent(of?.[stage]?.compliance);
  const rows = [
    ["registered", number(own.registered), number(cohort?.registered), "–"],
    ["responded", number(own.responded), number(cohort?.responded), "–"],
    ["share", share(own, "responseDeadline"), share(cohort, "responseDeadline"), share(due, "responseDeadline")],
    ["resolutionShare", share(own, "resolutionDeadline"), share(cohort, "resolutionDeadline"), share(due, "resolutionDeadline")],
    ["median", duration(own.response.medianMillis), duration(cohort?.response?.medianMillis), "–"],
    ["open", number(own.open), number(cohort?.open), "–"],
  ].map(([key, ...cells]) => [term(key, t(`term.${key}`)), ...cells]);
  return h("section", { "aria-labelledby": "s-attribution" },
    h("h2", { id: "s-attribution" }, t("attribution")),
    simple(t("attribution"), [t("snap.what"), ...["outcome", "registration", "due"].map((key) => term(key, t(`term.${key}`)))], rows),
    h("p", { class: "note" }, t("attribution.note")));
}
