// What is shown stands in the address, so that a link, the back button and a reload all show the same.

const USUAL = {
  region: "", kind: "OVERALL", period: "", group: "", source: "ALL", sort: "place", q: "", page: "1", lang: "", id: "",
  paused: "", alert: "", snapshot: "", every: "10", compare: "", term: "",
};
let changed = () => {};

/** The view, and every value of the address. */
export function current() {
  const values = { ...USUAL };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name in USUAL) values[name] = value;
  }
  return { ...values, view: location.pathname.slice(1) };
}

/** The load group whose boards are shown: neither regions nor live boards have any, whatever was chosen for others. */
export function shownGroup(at) {
  return at.region === "RU" || at.period.startsWith("LIVE:") ? "ALL" : at.group;
}

/** The address of a view; what is usual is left out. */
export function link(changes = {}) {
  const values = { ...current(), ...changes };
  const parameters = new URLSearchParams();
  for (const [name, usual] of Object.entries(USUAL)) {
    if (values[name] && values[name] !== usual) parameters.set(name, values[name]);
  }
  const text = parameters.toString();
  return `/${values.view}${text ? `?${text}` : ""}`;
}

/** Shows something else; typing replaces the entry of the history instead of adding one a letter. */
export function go(changes, replace = false) {
  const before = current();
  history[replace ? "replaceState" : "pushState"](null, "", link(changes));
  changed(before);
}

/** Calls back whenever the address has changed, also by the back button; links of the page load nothing anew. */
export function follow(callback) {
  let last = current();
  changed = (before) => {
    last = current();
    callback(before);
  };
  addEventListener("popstate", () => changed(last));
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-view]");
    if (!anchor || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const before = current();
    history.pushState(null, "", anchor.getAttribute("href"));
    changed(before);
    scrollTo(0, 0);
  });
}
