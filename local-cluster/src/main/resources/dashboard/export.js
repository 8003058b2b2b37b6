// The ranking as a file: the lines of the screen in the order of the screen, all its pages, and the same fingerprint.

import { number, time } from "./format.js";
import { language, t } from "./words.js";

const MINUTE = 60_000;

/** A quote is doubled; a text that a table program would take for a formula is told to be a text. */
function cell(value, separator) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

/** As on the screen, but without what keeps thousands apart, so that programs read a number. */
function plain(value, decimals = 0) {
  return value === null || value === undefined ? null : number(value, decimals).replace(/[\s\u00a0\u202f]|,(?=\d{3})/g, "");
}

function minutes(millis) {
  return millis === null || millis === undefined ? null : plain(Math.round(millis / MINUTE));
}

function share(value) {
  return value === null || value === undefined ? null : plain(value * 100, 1);
}

const COLUMNS = [
  ["place", (row) => row.place], ["change", (row) => row.placeChange], ["group", (row) => t(`group.${row.group}`)],
  ["region", (row, names) => names(row.region)], ["id", (row) => row.id], ["name", (row) => row.name],
  ["score", (row) => plain(row.score, 1)], ["registered", (row) => plain(row.registered)], ["share", (row) => share(row.share)],
  ["median", (row) => minutes(row.median)], ["workingMedian", (row) => minutes(row.workingMedian)], ["p90", (row) => minutes(row.p90)],
  ["overdue", (row) => plain(row.overdue)], ["rework", (row) => share(row.rework)], ["rating", (row) => plain(row.rating, 2)],
  ["reason", (row) => row.reason && t(`reason.${row.reason}`)],
];

/**
 * The text of the file: a heading, the lines, and after an empty line what they are of.
 *
 * @param names finds the name of a region by its code
 */
export function csv(title, rows, data, names) {
  const oldest = data.boards.map((board) => board.eventTime).sort()[0];
  const lines = [
    COLUMNS.map(([key]) => t(`csv.${key}`)),
    ...rows.map((row) => COLUMNS.map(([, value]) => value(row, names))),
    [],
    [title],
    [t("asOf"), time(oldest)],
    [t("methodology"), [...new Set(data.boards.map((board) => board.methodology))].join(", ")],
    [t("hash"), data.hash],
  ];
  // What table programs of the language take for it: where the comma is for decimals, it does not separate.
  const separator = language() === "ru" ? ";" : ",";
  return `\ufeff${lines.map((line) => line.map((value) => cell(value, separator)).join(separator)).join("\r\n")}\r\n`;
}

/** Has the browser save a text. */
export function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
