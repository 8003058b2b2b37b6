// The chart library, loaded when the first chart is shown, and how our charts look.

import { number } from "./format.js";

let library;
const drawn = new Map();

/** Chart.js is a classic script, so it is added as one. */
function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/assets/chart.js";
    script.onload = () => resolve(globalThis.Chart);
    script.onerror = () => reject(new Error("chart.js"));
    document.head.append(script);
  });
  return library;
}

/** A colour of the style sheet, so that light and dark are chosen in one place. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Draws on a canvas of the page; what was drawn on one that has left the page is let go. */
export async function draw(canvas, configuration) {
  const Chart = await load();
  for (const [old, chart] of drawn) {
    if (!old.isConnected || old === canvas) {
      chart.destroy();
      drawn.delete(old);
    }
  }
  if (!canvas.isConnected) return;
  Chart.defaults.animation = false;
  Chart.defaults.plugins.legend.labels.usePointStyle = true;
  Chart.defaults.color = colour("text");
  Chart.defaults.borderColor = colour("line");
  // A point on the edge of the chart is drawn whole.
  Chart.defaults.datasets.line.clip = 8;
  Chart.defaults.datasets.scatter.clip = 8;
  Chart.defaults.layout.padding = { right: 10, top: 4 };
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawn.set(canvas, new Chart(canvas, {
    ...configuration,
    options: { responsive: true, maintainAspectRatio: false, ...configuration.options },
  }));
}

/** An axis with a title and numbers of the language. */
export function axis(text, more = {}) {
  return { title: { display: true, text }, ticks: { callback: (value) => number(value, Number.isInteger(value) ? 0 : 2) }, ...more };
}

/** Marks of a logarithmic axis where people expect them: those of a list that lie on it. */
export function marks(values) {
  return (scale) => (scale.ticks = values.filter((value) => value >= scale.min && value <= scale.max).map((value) => ({ value })));
}
