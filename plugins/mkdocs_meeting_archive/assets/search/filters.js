/* The filters: what can be chosen, and what is. */

import { filtered, unfiltered } from "./address.js";
import { make } from "./elements.js";

const SHOWN = 8;
/* Of these there can be many, and the few that are shown at first are those that matter most. */
const MOST_FIRST = ["tema", "kommune"];

/** Return the fieldsets; `counted` is the answer's facets, or null before they are known. */
export function fieldsets(facets, counted, state, { say, expanded, number }) {
  return facets.flatMap((facet) => {
    const values = valuesOf(facet, counted, state);
    return values.length ? [fieldset(facet, values, state, { say, expanded, number })] : [];
  });
}

/** Return a facet's values; what is chosen is among them, also where nothing is left of it. */
function valuesOf(facet, counted, state) {
  const values = counted ? ordered(counted[facet.key] ?? [], facet) : facet.values;
  const missing = state.filters[facet.key].filter((id) => !values.some((each) => each.id === id));
  const count = counted ? 0 : undefined;
  return [...values, ...missing.map((id) => ({ id, label: label(facet, counted, id), count }))];
}

/** Order counted values as the page had them, so that they stay where they were. */
function ordered(values, facet) {
  if (MOST_FIRST.includes(facet.key)) return [...values].sort((a, b) => b.count - a.count);
  const places = new Map(facet.values.map((value, at) => [value.id, at]));
  const place = (value) => places.get(value.id) ?? places.size;
  return [...values].sort((a, b) => place(a) - place(b));
}

function fieldset(facet, values, state, { say, expanded, number }) {
  const all = expanded.has(facet.key);
  const isShown = (value, at) => all || at < SHOWN || state.filters[facet.key].includes(value.id);
  const boxes = values.filter(isShown).map((value) => box(facet, value, state, number));
  const more =
    values.length > SHOWN
      ? make(
          "button",
          { type: "button", class: "ma-facet__more", id: `ma-more-${facet.key}`, "data-more": facet.key, "aria-expanded": String(all) },
          all ? say("show_fewer") : say("show_all", { count: values.length }),
        )
      : null;
  return make("fieldset", { class: "ma-facet" }, make("legend", null, facet.name), boxes, more);
}

function box(facet, value, state, number) {
  const input = make("input", {
    type: "checkbox",
    id: `ma-${facet.key}-${value.id}`,
    name: facet.key,
    value: value.id,
    checked: state.filters[facet.key].includes(value.id),
  });
  const count = value.count === undefined ? null : make("span", { class: "ma-facet__count" }, number(value.count));
  return make("label", { class: "ma-facet__value" }, input, make("span", null, value.label), count);
}

/** Return what a filter is called: as the answer has it, as the page has it, or its id. */
export function label(facet, counted, id) {
  const named = (values) => values?.find((each) => each.id === id)?.label;
  return named(counted?.[facet.key]) ?? named(facet.values) ?? id;
}

/** Return each chosen filter as a link that removes it. */
export function removals(facets, counted, state, { say, link }) {
  const found = facets.flatMap((facet) =>
    state.filters[facet.key].map((id) => {
      const name = `${facet.name}: ${label(facet, counted, id)}`;
      return removal(name, filtered(state, facet.key, id, false), { say, link });
    }),
  );
  if (state.literal) found.push(removal(say("literal"), { literal: false }, { say, link }));
  return found;
}

function removal(name, changes, { say, link }) {
  const cross = make("span", { class: "ma-chip__cross", "aria-hidden": "true" }, "×");
  return link(changes, { class: "ma-chip", "aria-label": say("remove", { name }) }, name, cross);
}

/** Return the list of chosen filters, and how to be rid of them all. */
export function chips(facets, counted, state, { say, link }) {
  const each = removals(facets, counted, state, { say, link });
  if (each.length > 1) each.push(link({ ...unfiltered(state), literal: false }, { class: "ma-chip-all" }, say("remove_all")));
  return each.map((chip) => make("li", null, chip));
}
