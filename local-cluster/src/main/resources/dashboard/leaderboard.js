// The ranking: the lines with a place, then those with few data below a line, a hundred at a time.

import { current, go, link } from "./address.js";
import { ask } from "./api.js";
import { h, put, s, say } from "./dom.js";
import { duration, indicator, number, percent, period as periodText } from "./format.js";
import { funnel } from "./funnel.js";
import { standing } from "./header.js";
import { Strip } from "./strip.js";
import { heading, sorted } from "./table.js";
import { language, t } from "./words.js";

const PAGE = 100;
const COLUMNS = [
  { key: "place" }, { key: "change", plain: true }, { key: "name" }, { key: "score", best: "high" }, { key: "parts", plain: true },
  { key: "registered", best: "high" }, { key: "share", best: "high" }, { key: "median" }, { key: "workingMedian" }, { key: "p90" },
  { key: "overdue", best: "high" }, { key: "rework" }, { key: "rating", best: "high" },
];

/** The view: what it holds stays between small changes, such as another order or a letter typed. */
export class LeaderboardView {
  #data = null;
  #question = "";
  #moved = new Map();
  #strip;
  #head = h("div", {});
  #table = h("div", { id: "board" });
  #funnel = h("section", { id: "funnel", "aria-labelledby": "funnel-title" });
  #root;
  #overview;

  constructor(overview) {
    this.#overview = overview;
    this.#strip = new Strip((moved) => this.#refresh(moved), () => this.#isHeld(), () => this.#data);
    this.#root = h("div", {}, h("h1", { id: "title" }), this.#head, this.#strip.element, this.#table, this.#funnel);
  }

  async show(main, signal) {
    const at = current();
    const question = { region: at.region, kind: at.kind, period: at.period, group: at.group, source: at.source };
    const text = JSON.stringify(question);
    const isNew = text !== this.#question;
    if (isNew) {
      const data = await ask("leaderboard", question, signal);
      this.#data = data;
      this.#question = text;
      this.#moved = new Map();
    }
    if (this.#root.parentNode !== main) main.replaceChildren(this.#root);
    this.#strip.choose(at);
    this.#draw();
    if (isNew) funnel(this.#funnel, this.#data.rows, this.#data.fewData);
  }

  /** Themes and languages change what is drawn, not what is known. */
  redraw() {
    if (!this.#data) return;
    this.#strip.choose(current());
    this.#draw();
    funnel(this.#funnel, this.#data.rows, this.#data.fewData);
  }

  /** Nothing moves under a pointer or a focus. */
  #isHeld() {
    return this.#table.matches(":hover") || this.#table.contains(document.activeElement);
  }

  async #refresh(moved) {
    try {
      this.#data = await ask("leaderboard", JSON.parse(this.#question));
    } catch {
      return;
    }
    this.#moved = moved;
    this.#draw();
    funnel(this.#funnel, this.#data.rows, this.#data.fewData);
  }

  #draw() {
    const at = current();
    const region = this.#region(at.region);
    const title = t("board.caption", { kind: t(`kind.${at.kind}`), region, period: this.#period(at.period) });
    this.#root.querySelector("#title").textContent = title;
    document.title = `${title} – ${t("title")}`;
    this.#head.replaceChildren(standing(this.#data.boards));
    const rows = this.#rows(at);
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const page = Math.min(Math.max(1, Number(at.page) || 1), pages);
    const shown = rows.slice((page - 1) * PAGE, page * PAGE);
    const focused = document.activeElement?.dataset?.sort;
    put(this.#table,
      h("p", { class: "tools" },
        h("span", {}, t("shown", { n: number(shown.length), of: number(rows.length) })),
        at.sort !== "place" && h("button", { type: "button", onclick: () => this.#sort("place") }, t("board.official"))),
      at.period.startsWith("LIVE") && !this.#data.rows.some((row) => row.registered !== undefined) && h("p", { class: "note" }, t("board.later")),
      rows.length ? this.#tableOf(title, shown, at) : h("p", {}, t("board.none")),
      pages > 1 && this.#pager(page, pages));
    if (focused) this.#table.querySelector(`[data-sort="${focused}"]`)?.focus({ preventScroll: true });
  }

  /** Those with few data stay below the line whatever the order. */
  #rows(at) {
    const letters = at.q.trim().toLocaleLowerCase(language());
    const found = (row) => !letters || row.name.toLocaleLowerCase(language()).includes(letters);
    const ranked = this.#data.rows.filter(found);
    const few = this.#data.fewData.filter(found);
    return [
      ...(at.sort === "place" ? ranked : sorted(ranked, at.sort, language())),
      ...sorted(few, at.sort === "place" ? "name" : at.sort, language()),
    ];
  }

  #tableOf(title, rows, at) {
    const isAll = at.region === "ALL";
    const firstFew = rows.find((row) => row.reason);
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      h("table", { class: "board" },
        h("caption", { class: "unseen" }, title),
        h("thead", {}, h("tr", {}, COLUMNS.map((column) => heading({ ...column, class: column.key }, at.sort, (sort) => this.#sort(sort))))),
        h("tbody", {}, rows.map((row) => [
          row === firstFew && h("tr", { class: "line" },
            h("th", { colspan: COLUMNS.length, scope: "colgroup" }, t("board.fewData"), h("span", { class: "note" }, ` · ${t("board.few")}`))),
          this.#line(row, isAll, at),
        ]))));
  }

  #line(row, isAll, at) {
    const moved = this.#moved.get(row.id);
    const name = at.region === "RU" ? row.name
      : h("a", { href: link({ view: "municipality", id: row.id, q: "", page: "" }), "data-view": true }, row.name);
    return h("tr", { class: moved ? "moved" : null },
      h("td", { class: "place" }, row.place ? place(row) : "–"),
      h("td", { class: "change" }, row.place && change(row), moved && h("span", { class: "mark" }, ` ${t("live.moved")} ${signed(moved)}`)),
      h("th", { scope: "row", class: "name" }, name, isAll && h("small", {}, this.#region(row.region)), row.reason && h("small", {}, t(`reason.${row.reason}`))),
      h("td", { class: "score" }, number(row.score, 1), row.zone && h("span", { class: `zone ${row.zone}`, title: t(`zone.${row.zone}`) }, zoneSign(row.zone),
        h("span", { class: "unseen" }, t(`zone.${row.zone}`)))),
      h("td", { class: "parts" }, row.parts && strip(row.parts)),
      h("td", {}, number(row.registered)),
      h("td", { class: "share" }, row.share === null || row.share === undefined ? "–" : [percent(row.share), whiskers(row)]),
      h("td", {}, duration(row.median)), h("td", {}, duration(row.workingMedian)), h("td", {}, duration(row.p90)),
      h("td", {}, number(row.overdue)), h("td", {}, percent(row.rework)), h("td", {}, number(row.rating, 2)));
  }

  #pager(page, pages) {
    const to = (n, key) => h("button", { type: "button", disabled: n < 1 || n > pages, onclick: () => {
      go({ page: String(n) });
      this.#table.querySelector(".scroll")?.focus();
      say(t("page", { n, of: pages }));
    } }, t(key));
    return h("p", { class: "pager" }, to(page - 1, "page.previous"), h("span", {}, t("page", { n: page, of: pages })), to(page + 1, "page.next"));
  }

  #sort(sort) {
    go({ sort, page: "" });
    const column = t(`col.${sort.replace(/^-/, "")}`);
    say(t("board.sorted", { column, direction: t(sort.startsWith("-") ? "board.desc" : "board.asc") }));
  }

  #region(id) {
    return this.#overview.regions.find((region) => region.id === id)?.name ?? t(`region.${id}`);
  }

  #period(key) {
    const [kind, label] = key.split(":");
    return periodText({ kind, label });
  }
}

function place(row) {
  const isSure = !row.placeLow || row.placeLow === row.placeHigh;
  const [low, high] = [Math.min(row.placeLow, row.placeHigh), Math.max(row.placeLow, row.placeHigh)];
  const words = row.placeLow ? t("place.interval", { low, high }) : "";
  const band = row.band ? `, ${t(`band.${row.band}`)}` : "";
  return [h("strong", {}, number(row.place)), !isSure && h("small", { title: words + band }, ` ${low}–${high}`)];
}

function change(row) {
  const n = row.placeChange;
  if (n === undefined || n === null) return h("span", { class: "note", title: t("change.new") }, "•", h("span", { class: "unseen" }, t("change.new")));
  const words = n > 0 ? t("change.up", { n }) : n < 0 ? t("change.down", { n: -n }) : t("change.same");
  return h("span", { class: n > 0 ? "up" : n < 0 ? "down" : "note", title: words },
    h("span", { "aria-hidden": "true" }, n > 0 ? `▲ ${n}` : n < 0 ? `▼ ${-n}` : "="), h("span", { class: "unseen" }, words));
}

function signed(n) {
  return n > 0 ? `▲ ${n}` : `▼ ${-n}`;
}

function zoneSign(zone) {
  return { GREEN: " ●", YELLOW: " ◐", RED: " ○" }[zone] ?? "";
}

/** A bar for the share, and whiskers for its interval of 95 %. */
function whiskers(row) {
  const [x, low, high] = [row.share, row.shareLow, row.shareHigh].map((value) => Math.round(value * 1000) / 10);
  return s("svg", { class: "whiskers", viewBox: "0 0 100 12", preserveAspectRatio: "none", role: "img", "aria-label": `${percent(row.shareLow)} – ${percent(row.shareHigh)}` },
    s("rect", { x: 0, y: 3, width: x, height: 6, class: "bar" }),
    s("path", { d: `M${low} 6H${high}M${low} 1V11M${high} 1V11`, class: "whisker" }));
}

/** What each indicator gives to the score: the width is its weight, the filled part what was reached. */
function strip(parts) {
  let at = 0;
  const words = [];
  const drawn = parts.filter(([, , score, weight]) => weight && score !== null).map(([name, value, score, weight], i) => {
    const width = weight * 100;
    const reached = Math.max(0, Math.min(100, score)) * weight;
    const text = t("part", { name: t(`indicator.${name}`), value: indicator(name, value), points: number(score * weight, 1), weight: number(width, 0) });
    words.push(text);
    const x = at;
    at += width;
    return [s("rect", { x: x + 0.5, y: 1, width: Math.max(0, width - 1), height: 10, class: "room" }, s("title", {}, text)),
      s("rect", { x: x + 0.5, y: 1, width: Math.max(0, reached - 1), height: 10, class: `part p${i % 5}` }, s("title", {}, text))];
  });
  return s("svg", { class: "strip", viewBox: "0 0 100 12", preserveAspectRatio: "none", role: "img", "aria-label": words.join("; ") }, drawn);
}
