// The words of the page in both languages. Names and texts of the job stay as they are: Russian.

import { ENGLISH } from "./english.js";
import { ENGLISH_TERMS } from "./englishterms.js";
import { RUSSIAN } from "./russian.js";
import { RUSSIAN_TERMS } from "./russianterms.js";

const WORDS = { ru: { ...RUSSIAN, ...RUSSIAN_TERMS }, en: { ...ENGLISH, ...ENGLISH_TERMS } };
let chosen = "ru";

export function language() {
  return chosen;
}

export function choose(wanted) {
  chosen = wanted === "en" ? "en" : "ru";
  document.documentElement.lang = chosen;
}

/** The words for a key; the key itself if there are none, which is what an unknown value of an enum is shown as. */
export function t(key, values = {}) {
  const text = WORDS[chosen][key] ?? key.slice(key.lastIndexOf(".") + 1);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
