/* What is told beside the results: how the question was read, and what helps when nothing is found. */

import { LONGEST } from "./address.js";
import { removals } from "./filters.js";
import { make } from "./elements.js";

const OUTSIDE_SHOWN = 5;
const OUTSIDE_LENGTH = 60;

/** Return the lines above the results. */
export function notes(answer, { unknown, cut, state }, { say, link }) {
  const lines = [];
  if (cut) lines.push(say("cut", { count: LONGEST }));
  if (unknown.length) lines.push(say("unknown", { what: outside(unknown) }));
  if (answer) {
    if (answer.correction) lines.push(correction(answer.correction, { say, link }));
    lines.push(...reading(answer.reading, say));
    if (answer.open && state.text) lines.push(say("enter"));
  }
  return lines.filter((line) => line !== "").map((line) => make("p", null, line));
}

function outside(pairs) {
  const shown = pairs.slice(0, OUTSIDE_SHOWN).map((pair) => Array.from(pair).slice(0, OUTSIDE_LENGTH).join(""));
  return shown.join(", ") + (pairs.length > OUTSIDE_SHOWN ? " …" : "");
}

function correction({ from, to }, { say, link }) {
  const instead = link({ text: from, literal: true }, {}, say("uncorrected", { from }));
  return [`${say("corrected", { to })} `, instead];
}

/** Say how a question was read; what else was looked for is said in one breath. */
function reading(parts, say) {
  const also = parts.filter((part) => part.kind === "also").map((part) => part.text);
  const lines = parts
    .filter((part) => part.kind !== "also")
    .map((part) => say(`read_${part.kind}`, { text: part.text, of: part.of }));
  return also.length ? [...lines, say("read_also", { list: say.list(also) })] : lines;
}

/** Return what helps where nothing was found. */
export function nothingFound(answer, facets, counted, state, { say, link }) {
  const parts = [];
  if (answer.suggestions.length) {
    const tries = answer.suggestions.map((text) => make("li", null, link({ text, literal: false }, {}, text)));
    parts.push(make("p", null, say("try")), make("ul", { class: "ma-links" }, tries));
  }
  if (state.text) parts.push(make("p", null, say("help")));
  const filters = removals(facets, counted, state, { say, link });
  if (filters.length) {
    const items = filters.map((filter) => make("li", null, filter));
    parts.push(make("p", null, say("help_filters")), make("ul", { class: "ma-chips" }, items));
  }
  return make("div", { class: "ma-nothing" }, parts);
}

/** Return what is told when there is no answer to be had. */
export function failure(say) {
  const again = make("button", { type: "button", class: "ma-retry", id: "ma-retry" }, say("retry"));
  return make("div", { class: "ma-failed", role: "alert" }, make("p", null, say("failed")), again);
}
