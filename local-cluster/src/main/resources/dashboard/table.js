// Tables that can be sorted by a button in each heading.

import { h } from "./dom.js";
import { t } from "./words.js";

/**
 * A heading.
 *
 * @param column its `key`, and `text` if the words of the key are not it; `plain` if it cannot be sorted by; `tip` is what it means,
 *   shown under the pointer and to whoever comes with the keyboard
 * @param sort the order in force: a key, with a minus before it for descending
 */
export function heading(column, sort, onSort) {
  const text = column.text ?? t(`col.${column.key}`);
  if (column.plain) return h("th", { scope: "col", class: column.class }, text);
  const isBy = sort.replace(/^-/, "") === column.key;
  const isDown = isBy && sort.startsWith("-");
  const next = isBy ? (isDown ? column.key : `-${column.key}`) : (column.best === "high" ? `-${column.key}` : column.key);
  return h("th", { scope: "col", class: column.class, "aria-sort": isBy ? (isDown ? "descending" : "ascending") : null },
    h("button", { type: "button", "data-sort": column.key, "data-tip": column.tip, "aria-description": column.tip, onclick: () => onSort(next) },
      text, h("span", { class: "arrow", "aria-hidden": "true" }, isBy ? (isDown ? " ▼" : " ▲") : " ↕")));
}

const collators = new Map();

/** Making one is dear, asking it is cheap. */
function collator(language) {
  if (!collators.has(language)) collators.set(language, new Intl.Collator(language));
  return collators.get(language);
}

/** Orders rows by a key; those without a value come last, whichever way. Equal ones keep their order. */
export function sorted(rows, sort, language) {
  const key = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  const words = collator(language);
  const empty = (value) => value === null || value === undefined;
  return rows.map((row, i) => [row, i]).sort(([a, i], [b, j]) => {
    const [x, y] = [a[key], b[key]];
    if (empty(x) || empty(y)) return empty(x) - empty(y) || i - j;
    return (typeof x === "string" ? words.compare(x, y) : x - y) * sign || i - j;
  }).map(([row]) => row);
}

/**
 * A plain table: a caption, headings, and rows whose first cell is their heading.
 *
 * @param options its `class`, and the columns that hold `words`, not numbers, counted from 0
 */
export function simple(caption, headings, rows, options = {}) {
  const kind = (i) => (options.words?.includes(i) ? "words" : null);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: options.class },
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, headings.map((text, i) => h("th", { scope: "col", class: kind(i) }, text)))),
      h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, i) => h(i ? "td" : "th", i ? { class: kind(i) } : { scope: "row" }, cell)))))));
}
