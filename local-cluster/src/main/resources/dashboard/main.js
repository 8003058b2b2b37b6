// Starts the page and shows the view that the address names.

import { AlertsView } from "./alerts.js";
import { current, follow, go } from "./address.js";
import { ask } from "./api.js";
import { CompareView } from "./compare.js";
import { DefinitionsView } from "./definitions.js";
import { h, put } from "./dom.js";
import { ago } from "./format.js";
import { connection, hasGroups, header } from "./header.js";
import { LeaderboardView } from "./leaderboard.js";
import { listen } from "./live.js";
import { MunicipalityView } from "./municipality.js";
import { QualityView } from "./quality.js";
import { SnapshotsView } from "./snapshots.js";
import { onTheme } from "./theme.js";
import { choose, t } from "./words.js";

const KEPT_LANGUAGE = "otklik.language";
const AGAIN_MILLIS = 3000;
const RENEW_MILLIS = 60_000;
/** As long as there is no live board yet. */
const RENEW_SOON_MILLIS = 5000;
const main = document.getElementById("main");
const top_ = document.getElementById("top");
let overview;
let views;
let asking = new AbortController();
/** The period that nobody chose: it gives way to the live one, or to a newer one, if that comes later. */
let filledIn = "";

async function start() {
  setLanguage();
  main.replaceChildren(h("p", {}, t("loading")));
  overview = await firstOverview();
  views = {
    "": new LeaderboardView(overview), municipality: new MunicipalityView(overview), alerts: new AlertsView(),
    snapshots: new SnapshotsView(), quality: new QualityView(overview),
    compare: new CompareView(), definitions: new DefinitionsView(),
  };
  follow((before) => show(before));
  onTheme(() => views[current().view]?.redraw?.());
  listen((name) => name === "connection" && document.getElementById("connection")?.replaceWith(connection()));
  setInterval(() => document.querySelectorAll("[data-since]").forEach((node) => (node.textContent = ago(node.dataset.since))), 1000);
  await show(null);
  renewLater();
}

/** Right after a start there is no board yet: asks again until there is one. */
async function firstOverview() {
  for (;;) {
    try {
      const found = await ask("overview");
      if (found.regions.length) return found;
      main.replaceChildren(h("h1", {}, t("title")), h("p", { role: "status" }, t("empty")));
    } catch (e) {
      main.replaceChildren(h("h1", {}, t("title")), h("p", { role: "alert" }, t("failed", { why: e.message })));
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
  }
}

function renewLater() {
  setTimeout(renewOverview, usual().kind === "LIVE" ? RENEW_MILLIS : RENEW_SOON_MILLIS);
}

/** New periods come while a page is open. The head is left alone while somebody works in it. */
async function renewOverview() {
  try {
    if (!document.hidden && !top_.contains(document.activeElement)) {
      Object.assign(overview, await ask("overview"));
      if (complete()) await show(null);
      else put(top_, header(overview));
    }
  } catch {
    // The line to the server says so already.
  }
  renewLater();
}

function setLanguage() {
  const at = current();
  const wanted = at.lang || localStorage.getItem(KEPT_LANGUAGE) || "ru";
  if (at.lang) localStorage.setItem(KEPT_LANGUAGE, at.lang);
  choose(wanted);
  document.getElementById("skip").textContent = t("skip");
  document.getElementById("foot").textContent = t("foot");
}

/** The live board of 30 days; until it is there, the first that is. */
function usual() {
  return overview.periods.find((p) => p.kind === "LIVE" && p.label === "P30D") ?? overview.periods[0] ?? {};
}

/** An address without region or period gets the usual ones, so that a copied address says all. Whether it lacked something. */
function complete() {
  const at = current();
  const changes = {};
  if (!at.region && overview.regions.length) changes.region = ["", "municipality", "compare", "definitions"].includes(at.view) ? overview.regions[0].id : "ALL";
  const period = `${usual().kind}:${usual().label}`;
  if (overview.periods.length && (!at.period || (at.period === filledIn && period !== filledIn))) changes.period = filledIn = period;
  // Nobody is compared with those of another load, unless somebody asks for it.
  if (!at.group) changes.group = hasGroups(overview, changes.region ?? at.region) ? "PEERS" : "ALL";
  if (Object.keys(changes).length) {
    history.replaceState(null, "", location.pathname + "?" + new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), ...changes }));
  }
  return Object.keys(changes).length > 0;
}

async function show(before) {
  complete();
  setLanguage();
  const at = current();
  const view = views[at.view] ?? views[""];
  const focused = top_.contains(document.activeElement) ? document.activeElement : null;
  if (focused?.id === "q") {
    // Nobody takes away what is typed into; the links beside it have to know of it all the same.
    focused.value = at.q;
    top_.querySelector(".bar")?.replaceWith(header(overview)[0]);
  } else {
    put(top_, header(overview));
    if (focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
  }
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  main.setAttribute("aria-busy", "true");
  try {
    await view.show(main, signal);
    if (before && before.view !== at.view && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  } catch (e) {
    if (!signal.aborted) main.replaceChildren(h("p", { role: "alert" }, t("failed", { why: e.message })));
  } finally {
    if (!signal.aborted) main.removeAttribute("aria-busy");
  }
}

// A page restored from the browser's memory shows what its address says, too.
addEventListener("pageshow", (event) => event.persisted && go({}, true));

start();
