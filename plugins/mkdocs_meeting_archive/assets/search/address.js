/* The state of the search, and the address that holds it. */

export const FACETS = ["type", "organ", "ar", "utfall", "tema", "kommune"];
export const SORTS = ["relevans", "nyest", "eldst"];
/** How much of a question is used; nobody reads the answer to a longer one. */
export const LONGEST = 300;

const MOST_VALUES = 20;
const LONGEST_VALUE = 100;
const LAST_PAGE = 100_000;

/** Return the state of a page that was asked nothing. */
export function nothing() {
  return {
    text: "",
    filters: Object.fromEntries(FACETS.map((facet) => [facet, []])),
    sort: "relevans",
    page: 1,
    literal: false,
  };
}

/** Return a question without what is around it, and no longer than what is used. */
export function question(text) {
  // By characters as people count them, so that none is cut in two.
  return Array.from(text.trim()).slice(0, LONGEST).join("").trim();
}

/** Return whether a state asks for anything at all; filters alone do. */
export function asks(state) {
  return state.text !== "" || FACETS.some((facet) => state.filters[facet].length > 0);
}

/** Return how many filters are chosen. */
export function chosen(state) {
  return FACETS.reduce((sum, facet) => sum + state.filters[facet].length, 0);
}

/** Return a state with changes; whatever changes, its pages are counted anew. */
export function changed(state, changes) {
  return { ...state, page: 1, ...changes };
}

/** Return a state with a facet's value chosen, or not. */
export function filtered(state, facet, id, on) {
  const others = state.filters[facet].filter((each) => each !== id);
  const values = on ? [...others, id] : others;
  return changed(state, { filters: { ...state.filters, [facet]: values } });
}

/** Return a state without filters. */
export function unfiltered(state) {
  return changed(state, { filters: nothing().filters });
}

/** Read an address; `kinds` are the types that there are. What is not understood is told. */
export function read(query, kinds) {
  const state = nothing();
  const unknown = [];
  let cut = false;
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === "q") {
      state.text = question(value);
      cut = Array.from(value.trim()).length > LONGEST;
    } else if (FACETS.includes(key)) {
      if (!addValue(state.filters[key], key, value, kinds)) unknown.push(`${key}=${value}`);
    } else if (key === "sorter" && SORTS.includes(value)) {
      state.sort = value;
    } else if (key === "side" && /^[1-9]\d*$/.test(value) && Number(value) <= LAST_PAGE) {
      state.page = Number(value);
    } else if (key === "ordrett" && (value === "1" || value === "0")) {
      state.literal = value === "1";
    } else {
      unknown.push(`${key}=${value}`);
    }
  }
  return { state, unknown, cut };
}

function addValue(values, facet, written, kinds) {
  const value = written.trim().toLowerCase();
  if (value === "" || value.length > LONGEST_VALUE || values.length === MOST_VALUES) return false;
  if (facet === "type" && !kinds.includes(value)) return false;
  if (facet === "ar" && !/^\d{4}$/.test(value)) return false;
  if (!values.includes(value)) values.push(value);
  return true;
}

/** Write a state as the query of an address, the same state always alike. */
export function write(state) {
  const query = new URLSearchParams();
  if (state.text) query.append("q", state.text);
  for (const facet of FACETS) {
    for (const value of state.filters[facet]) query.append(facet, value);
  }
  if (state.sort !== "relevans") query.append("sorter", state.sort);
  if (state.page > 1) query.append("side", state.page);
  if (state.literal) query.append("ordrett", "1");
  const written = query.toString();
  return written ? `?${written}` : "?";
}
