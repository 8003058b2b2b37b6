// The funnel: volume against share in time, with the limits within which chance alone would leave nearly all.

import { axis, colour, draw, marks } from "./charts.js";
import { term } from "./definitions.js";
import { h, put } from "./dom.js";
import { number, percent } from "./format.js";
import { simple } from "./table.js";
import { t } from "./words.js";

const VOLUMES = [1, 10, 100, 1000, 10_000, 100_000].flatMap((n) => [n, 2 * n, 5 * n]);
const LIMITS = [{ z: 1.96, name: 0.95 }, { z: 3.0902, name: 0.998 }];

/** Where a share of p lies with a probability, for n cases. */
function limit(p, n, z) {
  return z * Math.sqrt((p * (1 - p)) / n);
}

export function funnel(section, ranked, fewData) {
  const points = [...ranked, ...fewData].filter((row) => row.due > 0);
  const due = points.reduce((sum, row) => sum + row.due, 0);
  if (points.length < 3) {
    section.replaceChildren();
    return;
  }
  const mean = points.reduce((sum, row) => sum + row.share * row.due, 0) / due;
  const far = LIMITS[1].z;
  const out = points.filter((row) => Math.abs(row.share - mean) > limit(mean, row.due, far));
  const below = out.filter((row) => row.share < mean);
  const canvas = h("canvas", { role: "img", "aria-labelledby": "funnel-title", "aria-describedby": "funnel-text" });
  put(section,
    h("h2", { id: "funnel-title" }, t("funnel")),
    h("p", { id: "funnel-text" }, t("funnel.text", {
      n: number(points.length), out: number(out.length), below: number(below.length), above: number(out.length - below.length), share: percent(mean),
    })),
    h("div", { class: "chart" }, canvas),
    h("p", { class: "note" }, t("funnel.note"), " ", term("funnel", t("definitions"))),
    out.length > 0 && h("details", {}, h("summary", {}, t("funnel.table")),
      simple(t("funnel.table"), [t("col.name"), t("funnel.x"), t("funnel.y")], out.map((row) => [row.name, number(row.due), percent(row.share)]))));
  draw(canvas, configuration(points, new Set(out), mean)).catch(() => canvas.remove());
}

function configuration(points, out, mean) {
  const most = Math.max(...points.map((row) => row.due));
  const grid = Array.from({ length: 80 }, (_, i) => Math.max(1, (most * 1.05) ** ((i + 1) / 80)));
  const inside = (value) => Math.min(1, Math.max(0, value));
  const curve = (z, sign) => grid.map((n) => ({ x: n, y: inside(mean + sign * limit(mean, n, z)) }));
  const line = (data, label, dash) => ({
    type: "line", data, label, pointRadius: 0, borderWidth: 1.5, borderDash: dash, borderColor: colour("muted"), pointHitRadius: 0,
  });
  const dots = (rows, style, name, radius) => ({
    type: "scatter", label: name, data: rows.map((row) => ({ x: row.due, y: row.share, name: row.name })),
    pointStyle: style, radius, hoverRadius: radius + 3, backgroundColor: colour(style === "circle" ? "accent" : "alarm"), borderColor: colour("paper"),
  });
  return {
    data: {
      datasets: [
        dots(points.filter((row) => out.has(row)), "rectRot", "", 6),
        dots(points.filter((row) => !out.has(row)), "circle", "", 4),
        line([{ x: 1, y: mean }, { x: most * 1.05, y: mean }], t("funnel.mean"), []),
        ...LIMITS.flatMap(({ z, name }, i) => [1, -1].map((sign) => line(curve(z, sign), t("funnel.limit", { p: percent(name) }), i ? [2, 3] : [7, 4]))),
      ],
    },
    options: {
      scales: {
        x: axis(t("funnel.x"), { type: "logarithmic", min: 1, afterBuildTicks: marks(VOLUMES) }),
        y: axis(t("funnel.y"), { min: Math.max(0, Math.floor(Math.min(...points.map((row) => row.share)) * 10 - 0.5) / 10), max: 1, ticks: { callback: (value) => percent(value, 0) } }),
      },
      plugins: {
        legend: { labels: { pointStyle: "line", filter: (item, data) => item.text && data.datasets.findIndex((set) => set.label === item.text) === item.datasetIndex } },
        tooltip: { filter: (item) => item.raw.name, callbacks: { label: ({ raw }) => `${raw.name}: ${percent(raw.y)} · ${number(raw.x)}` } },
      },
    },
  };
}
