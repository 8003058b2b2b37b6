// The frame of a panel: a heading, a sentence that tells what is to be seen, a chart.

import { draw } from "./charts.js";
import { h } from "./dom.js";
import { t } from "./words.js";

/** A section under a heading; the key is that of its words. */
export function section(key, ...children) {
  return h("section", { "aria-labelledby": `s-${key}` }, h("h2", { id: `s-${key}` }, t(key)), children);
}

/** A chart that the sentence of the same key describes; where there is no library it is left out. */
export function chart(key, configuration) {
  const canvas = h("canvas", { role: "img", "aria-labelledby": `s-${key}`, "aria-describedby": `d-${key}` });
  queueMicrotask(() => draw(canvas, configuration()).catch(() => canvas.remove()));
  return h("div", { class: "chart" }, canvas);
}

export function summary(key, text) {
  return h("p", { id: `d-${key}` }, text);
}
