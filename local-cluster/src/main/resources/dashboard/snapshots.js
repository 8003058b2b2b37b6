// Reports on quarters: every revision, its files, and what it changed.

import { current, link } from "./address.js";
import { ask } from "./api.js";
import { h, put } from "./dom.js";
import { duration, number, period, time } from "./format.js";
import { simple } from "./table.js";
import { t } from "./words.js";

const FORMATS = ["xlsx", "csv", "html", "json"];

export class SnapshotsView {
  async show(main, signal) {
    const at = current();
    const [region, quarter, edition, revision] = at.snapshot.split("/");
    const [list, difference] = await Promise.all([
      ask("snapshots", { region: at.region }, signal),
      at.snapshot ? ask("difference", { region, quarter, edition, revision }, signal) : null,
    ]);
    document.title = `${t("nav.snapshots")} – ${t("title")}`;
    put(main, h("div", {}, h("h1", {}, t("snap.caption")),
      difference && changes(difference, quarter),
      list.snapshots.length
        ? simple(t("snap.caption"), [t("snap.quarter"), t("region"), t("snap.revision"), t("state"), t("snap.issued"), t("snap.ranked"), t("snap.registered"),
          t("snap.mean"), t("methodology"), t("snap.hash"), t("snap.files"), t("snap.diff")], list.snapshots.map(row))
        : h("p", {}, t("snap.none"))));
  }
}

function row(x) {
  const name = { region: x.region, quarter: x.quarter, edition: x.edition, revision: x.revision };
  const label = period({ kind: "QUARTER", label: x.quarter });
  return [label, x.name, number(x.revision), t(`status.${x.status}`, { n: x.revision }), time(x.eventTime), number(x.ranked), number(x.registered),
    duration(x.responseMean), x.methodology, h("code", { title: x.contentHash }, x.contentHash.slice(0, 12)),
    h("span", { class: "files" }, FORMATS.map((format) => h("a", {
      href: `/api/snapshot?${new URLSearchParams({ ...name, format })}`, download: true, "aria-label": `${format.toUpperCase()}, ${x.name}, ${label}`,
    }, format.toUpperCase()))),
    h("a", { href: link({ snapshot: Object.values(name).join("/") }), "data-view": true, "aria-label": `${t("snap.diff")}: ${x.name}, ${label}, ${x.revision}` }, t("snap.diff"))];
}

function changes(difference, quarter) {
  const value = (what, v) => (/Millis$/.test(what) ? duration(v) : number(v, what === "score" ? 1 : 0));
  return h("section", { class: "story", "aria-labelledby": "diff-title" },
    h("h2", { id: "diff-title" }, `${t("snap.diff")}: ${period({ kind: "QUARTER", label: quarter })}, ${t("snap.revision").toLowerCase()} ${difference.revision}`),
    h("p", {}, t(difference.isSound ? "snap.sound" : "snap.unsound")),
    difference.before === null ? h("p", {}, t("snap.first"))
      : difference.changes.length ? simple(t("snap.diff"), [t("col.name"), t("snap.what"), t("snap.before"), t("snap.after")],
        difference.changes.map((c) => [c.name, t(`diff.${c.what}`), value(c.what, c.before), value(c.what, c.after)]))
        : h("p", {}, t("snap.same")));
}
