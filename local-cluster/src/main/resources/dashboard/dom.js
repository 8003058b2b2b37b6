// Makes elements without any markup in text: whatever a name holds, it stays text.

const SVG = "http://www.w3.org/2000/svg";

/** An element: attributes by name, `on…` for listeners; children are nodes or text, empty ones are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return put(element, ...children);
}

/** Replaces all that an element holds; children as of `h`. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

/** Says a sentence to those who hear the page; only after something that the user did. */
export function say(sentence) {
  document.getElementById("said").textContent = sentence;
}
