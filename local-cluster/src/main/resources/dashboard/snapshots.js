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
      difference && changes(difference, list.snapshots.find((x) => Object.values(keys(x)).join("/") === at.snapshot), quarter),
      list.snapshots.length
        ? simple(t("snap.caption"), [t("snap.quarter"), t("region"), t("state"), t("snap.issued"), t("snap.files"), t("snap.diff"), t("snap.ranked"), t("snap.registered"),
          t("snap.mean"), t("methodology")], list.snapshots.map(row), { class: "reports", words: [1, 2, 3, 4, 5, 9] })
        : h("p", {}, t("snap.none"))));
  }
}

/** What a report is found by, in the order in which the address has it. */
function keys(x) {
  return { region: x.region, quarter: x.quarter, edition: x.edition, revision: x.revision };
}

function row(x) {
  const name = keys(x);
  const label = period({ kind: "QUARTER", label: x.quarter });
  return [label, x.name, h("span", { class: `status ${x.status}` }, t(`status.${x.status}`, { n: x.revision })), time(x.eventTime),
    h("span", { class: "files" }, FORMATS.map((format) => h("a", {
      href: `/api/snapshot?${new URLSearchParams({ ...name, format })}`, download: true, "aria-label": `${format.toUpperCase()}, ${x.name}, ${label}`,
    }, format.toUpperCase()))),
    h("a", { href: link({ snapshot: Object.values(name).join("/") }), "data-view": true, "aria-label": `${t("snap.show")}: ${t("snap.diff")}, ${x.name}, ${label}, ${x.revision}` }, t("snap.show")),
    number(x.ranked), number(x.registered), duration(x.responseMean), x.methodology];
}

function changes(difference, report, quarter) {
  const value = (what, v) => (/Millis$/.test(what) ? duration(v) : number(v, what === "score" ? 1 : 0));
  return h("section", { class: "story", "aria-labelledby": "diff-title" },
    h("h2", { id: "diff-title" }, t("snap.diff.title", { region: report?.name ?? "", quarter: period({ kind: "QUARTER", label: quarter }), revision: number(difference.revision) })),
    h("p", {}, t(difference.isSound ? "snap.sound" : "snap.unsound"), " ", h("code", {}, difference.contentHash)),
    difference.before === null ? h("p", {}, t("snap.first"))
      : difference.changes.length ? simple(t("snap.diff"), [t("col.name"), t("snap.what"), t("snap.before"), t("snap.after")],
        difference.changes.map((c) => [c.name, t(`diff.${c.what}`), value(c.what, c.before), value(c.what, c.after)]), { words: [1] })
        : h("p", {}, t("snap.same")),
    h("p", {}, h("a", { href: link({ snapshot: "" }), "data-view": true }, t("snap.close"))));
}
