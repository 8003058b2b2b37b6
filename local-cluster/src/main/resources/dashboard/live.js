// The line to the server over which boards, alerts and the pulse come. There is one, for what is looked at.

const listeners = new Set();
const recent = [];
let source;
let address = "";
let pulse = null;
let open = false;

export const live = {
  get pulse() { return pulse; },
  get isOpen() { return open; },
  get alerts() { return recent; },
};

/** Calls back with the name of what came and its content. */
export function listen(callback) {
  listeners.add(callback);
}

/** Listens to the boards of a choice. A hidden page hears nothing and costs the server nothing. */
export function connect(choice) {
  const wanted = `/api/live?${new URLSearchParams(choice)}`;
  if (wanted === address && source) return;
  address = wanted;
  restart();
}

document.addEventListener("visibilitychange", restart);
addEventListener("pagehide", () => source?.close());

function restart() {
  source?.close();
  source = undefined;
  if (document.hidden || !address) return;
  source = new EventSource(address);
  source.onopen = () => tell("connection", (open = true));
  source.onerror = () => tell("connection", (open = false));
  source.addEventListener("board", (event) => tell("board", JSON.parse(event.data)));
  source.addEventListener("missed", (event) => tell("missed", Number(event.data)));
  source.addEventListener("pulse", (event) => tell("pulse", (pulse = JSON.parse(event.data))));
  source.addEventListener("alert", (event) => {
    const alert = JSON.parse(event.data);
    recent.unshift(alert);
    recent.length = Math.min(recent.length, 8);
    tell("alert", alert);
  });
}

function tell(name, content) {
  for (const listener of listeners) listener(name, content);
}
