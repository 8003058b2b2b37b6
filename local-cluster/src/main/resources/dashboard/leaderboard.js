// The ranking: the lines with a place, then those with few data below a line, a hundred at a time.

import { current, go, link, shownGroup } from "./address.js";
import { ask } from "./api.js";
import { chosen, known, meet, withOrWithout } from "./compare.js";
import { term } from "./definitions.js";
import { h, put, say } from "./dom.js";
import { csv, save } from "./export.js";
import { number, period as periodText } from "./format.js";
import { funnel } from "./funnel.js";
import { standing } from "./header.js";
import { line, renew } from "./rows.js";
import { Strip } from "./strip.js";
import { heading, sorted } from "./table.js";
import { language, t } from "./words.js";

const PAGE = 100;
/** As many lines as the tallest usual screen shows: they are put first, and the rest of the page after they are painted. */
const FIRST = 25;
const COLUMNS = [
  { key: "place" }, { key: "change", plain: true }, { key: "name", untold: true }, { key: "choose", plain: true, untold: true }, { key: "score", best: "high" },
  { key: "parts", plain: true }, { key: "registered", best: "high" }, { key: "share", best: "high" }, { key: "median" }, { key: "workingMedian" },
  { key: "p90" }, { key: "overdue", best: "high" }, { key: "rework" }, { key: "rating", best: "high" },
];
/** What a line has without the figures of its period; live boards have none until an hour has ended. */
const PLACES = COLUMNS.filter(({ key }) => ["place", "change", "name", "choose", "score", "parts"].includes(key));
const GROUPS = ["ALL", "OVER_100", "FROM_31_TO_100", "UP_TO_30"];

/** The view: what it holds stays between small changes, such as another order or a letter typed. */
export class LeaderboardView {
  #data = null;
  #question = "";
  #moved = new Map();
  #drawn = 0;
  #drawnFor = [];
  #shown = [];
  #chosen = h("div", {});
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
    const question = { region: at.region, kind: at.kind, period: at.period, group: shownGroup(at), source: at.source };
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
    if (isNew) this.#drawFunnel();
  }

  /** Themes and languages change what is drawn, not what is known. */
  redraw() {
    if (!this.#data) return;
    this.#drawnFor = [];
    this.#strip.choose(current());
    this.#draw();
    this.#drawFunnel();
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
    this.#drawFunnel();
  }

  #drawFunnel() {
    funnel(this.#funnel, this.#data.rows, this.#data.fewData);
  }

  #draw() {
    const at = current();
    this.#drawChosen(at);
    const drawnFor = [this.#data, this.#moved, language(), link({ compare: "" })];
    if (drawnFor.every((value, i) => value === this.#drawnFor[i])) return;
    this.#drawnFor = drawnFor;
    const title = t("board.caption", { kind: t(`kind.${at.kind}`), region: this.#region(at.region), period: this.#period(at.period) });
    this.#root.querySelector("#title").textContent = title;
    document.title = `${title} – ${t("title")}`;
    this.#head.replaceChildren(standing(this.#data.boards, this.#data.hash));
    const rows = this.#rows(at);
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const page = Math.min(Math.max(1, Number(at.page) || 1), pages);
    const shown = rows.slice((page - 1) * PAGE, page * PAGE);
    this.#shown = shown;
    const focused = document.activeElement?.dataset?.sort;
    put(this.#table,
      h("p", { class: "tools" },
        h("span", {}, t("shown", { n: number(shown.length), of: number(rows.length) })),
        at.sort !== "place" && h("button", { type: "button", onclick: () => this.#sort("place") }, t("board.official")),
        rows.length > 0 && h("button", { type: "button", id: "export", onclick: () => this.#export(title, rows) }, t("export")),
        h("a", { href: link({ view: "definitions", term: "" }), "data-view": true }, t("definitions"))),
      this.#chosen,
      !this.#hasFigures() && rows.length > 0 && h("p", { class: "note" }, t("board.later")),
      rows.length ? this.#tableOf(title, shown, at) : h("p", {}, t("board.none")),
      pages > 1 && this.#pager(page, pages));
    if (focused) this.#table.querySelector(`[data-sort="${focused}"]`)?.focus({ preventScroll: true });
  }

  /** One load group after the other; in each, those with few data stay below the line whatever the order. */
  #rows(at) {
    const letters = at.q.trim().toLocaleLowerCase(language());
    const found = (row) => !letters || row.name.toLocaleLowerCase(language()).includes(letters);
    const by = (rows, usual) => (usual ? rows : sorted(rows, at.sort, language()));
    return GROUPS.flatMap((group) => {
      const isOwn = (row) => row.group === group && found(row);
      const few = this.#data.fewData.filter(isOwn);
      return [...by(this.#data.rows.filter(isOwn), at.sort === "place"), ...(at.sort === "place" ? sorted(few, "name", language()) : by(few))];
    });
  }

  #hasFigures() {
    return [this.#data.rows, this.#data.fewData].some((rows) => rows.some((row) => row.registered !== undefined));
  }

  #tableOf(title, rows, at) {
    const hasFigures = this.#hasFigures();
    const columns = hasFigures ? COLUMNS : PLACES;
    const lines = this.#lines(rows, at, hasFigures);
    const body = h("tbody", {}, lines.slice(0, FIRST).map((make) => make()));
    const drawn = ++this.#drawn;
    if (lines.length > FIRST) {
      // What is below the screen waits until what is on it is painted.
      requestAnimationFrame(() => setTimeout(() => drawn === this.#drawn && body.append(...lines.slice(FIRST).map((make) => make()))));
    }
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      h("table", { class: "board" },
        h("caption", { class: "unseen" }, title),
        h("thead", {}, h("tr", {}, columns.map((column) => heading(this.#column(column), at.sort, (sort) => this.#sort(sort))))),
        body));
  }

  #column(column) {
    const told = { ...column, class: column.key, tip: column.untold ? null : t(`def.${column.key}`) };
    if (column.key === "choose") return { ...told, text: h("span", { class: "unseen" }, t("compare")) };
    return column.plain ? { ...told, text: term(column.key, t(`col.${column.key}`)) } : told;
  }

  /** Functions that give the lines, those between groups and above those with few data included. */
  #lines(rows, at, hasFigures) {
    const choices = chosen(at);
    const isAll = at.region === "ALL";
    const span = (hasFigures ? COLUMNS : PLACES).length;
    const lines = [];
    rows.forEach((row, i) => {
      const before = rows[i - 1];
      const isOtherGroup = row.group !== before?.group;
      if (isOtherGroup && row.group !== "ALL") lines.push(() => between("group", t(`group.${row.group}`), t("group.note"), span));
      if (row.reason && (isOtherGroup || !before.reason)) lines.push(() => between("line", t("board.fewData"), t("board.few"), span));
      lines.push(() => line(row, {
        moved: this.#moved.get(row.id), isChosen: choices.includes(row.id), region: isAll ? this.#region(row.region) : "",
        isOfRegions: at.region === "RU", hasFigures, onChoose: (id, box) => this.#choose(id, box),
      }));
    });
    return lines;
  }

  /** Who is to be compared; nothing as long as there is nobody. */
  #drawChosen(at) {
    const ids = chosen(at);
    meet(this.#data.rows);
    meet(this.#data.fewData);
    for (const row of this.#shown) renew(row, ids.includes(row.id));
    put(this.#chosen, ids.length > 0 && h("p", { class: "tools chosen" }, h("span", {}, `${t("compare.chosen")}:`),
      ids.map((id) => h("span", {}, known(id), " ", h("button", {
        type: "button", class: "small", "aria-label": t("compare.remove", { name: known(id) }), onclick: () => go({ compare: withOrWithout(current(), id) }),
      }, "×"))),
      h("a", { href: link({ view: "compare", page: "", q: "" }), "data-view": true, id: "compare" }, t("compare.show", { n: number(ids.length) }))));
  }

  #choose(id, box) {
    const compare = withOrWithout(current(), id);
    if (compare === null) {
      box.checked = false;
      say(t("compare.full"));
      return;
    }
    go({ compare });
    say(t("compare.said", { n: number(chosen(current()).length) }));
  }

  #export(title, rows) {
    const at = current();
    save(`otklik-${at.region}-${at.kind}-${at.period.replace(":", "-")}-${this.#data.hash.slice(0, 12)}.csv`, csv(title, rows, this.#data, (id) => this.#region(id)));
    say(t("export.said", { n: number(rows.length) }));
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
    const text = periodText({ kind, label });
    // Within a sentence it is a word like others; the number of a quarter stays.
    return kind === "LIVE" || kind === "ROLLING" ? text[0].toLocaleLowerCase(language()) + text.slice(1) : text;
  }
}

function between(kind, text, note, span) {
  return h("tr", { class: kind }, h("th", { colspan: span, scope: "colgroup" }, text, h("span", { class: "note" }, ` · ${note}`)));
}
