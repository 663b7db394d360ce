/* The search page: what is asked, by typing, choosing or address, and what is shown of the answer. */

import { asks, changed, chosen, filtered, LONGEST, question, read, write } from "./address.js";
import { make, target } from "./elements.js";
import { chips, fieldsets, label } from "./filters.js";
import { hitList, pageLinks } from "./hits.js";
import { failure, nothingFound, notes } from "./notes.js";
import { speaker } from "./words.js";

const PAGE_SIZE = 20;
/* While an answer is awaited, what is typed waits for it, but no longer than this. */
const PATIENCE = 200;
/* After this an answer is slow, and it is told that it is on its way. */
const SLOW = 400;
const FOLLOW = "ma-search-follow";
const WIDE = matchMedia("(min-width: 60em)");

const element = (id) => document.getElementById(id);
const settings = JSON.parse(element("ma-search-settings").textContent);
const root = new URL(settings.root, document.baseURI).href;
const say = speaker(settings.strings, settings.language);
const kinds = Object.keys(settings.kinds);
const form = element("ma-search");
const input = element("ma-search-text");
const output = element("ma-answer");
const status = element("ma-answer-status");
const panel = element("ma-filters");
const sort = element("ma-sort");
const baseTitle = document.title;

let engine = null;
let isLoaded = false; // the engine's scripts; some browsers do not fetch a failed script again
let anew = false; // the index was opened before, and failed
let state = read("", kinds).state;
let about = { unknown: [], cut: false };
let shown = null; // the answer on the page, with the state that it answers
let counts = null; // the facets last counted
let latest = 0; // the number of the last question; answers to others are dropped
let awaited = 0;
let timer = null;
let isDraft = false; // the entry of the history is still being typed
const expanded = new Set();

/* The engine, opened once; after a failure it can be opened again. */
function opened() {
  engine ??= import("./engine.js")
    .then((module) => {
      isLoaded = true;
      return module.openSearch({ ...settings, root, anew });
    })
    .catch((error) => {
      engine = null;
      throw error;
    });
  return engine;
}

/* ---- Asking ---- */

/* `follow` is how to go to the page that alone answers a question, "assign" or "replace". */
async function ask({ follow = null } = {}) {
  clearTimeout(timer);
  timer = null;
  const mine = ++latest;
  const asked = state;
  if (!asks(asked)) {
    showIdle();
    return;
  }
  output.dataset.state = "busy";
  output.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => mine === latest && tellBusy(), SLOW);
  awaited += 1;
  try {
    const search = await opened();
    const { text, filters, sort: order, literal, page } = asked;
    const awaitedAnswer = search.ask({
      ...{ text, filters, sort: order, literal, page },
      isTyped: isDraft,
    });
    say.number(0); // while files are fetched: the first number takes longest
    const answer = await awaitedAnswer;
    if (mine !== latest) return;
    if (follow && goTo(answer.open, follow)) return;
    if (answer.total > 0 && answer.results.length === 0 && asked.page > 1) {
      go({ page: Math.max(answer.pages, 1) }, { replace: true });
      return;
    }
    showAnswer(answer, asked);
    if (answer.facets === null) awaitFacets(answer, mine);
  } catch (error) {
    console.warn(error);
    if (mine === latest) showFailure(asked);
  } finally {
    clearTimeout(slow);
    awaited -= 1;
    if (timer !== null) ask();
  }
}

function awaitFacets(answer, mine) {
  Promise.resolve(answer.facetsReady).then(
    (facets) => {
      if (mine !== latest || !facets) return;
      answer.facets = facets;
      counts = facets;
      showFilters();
    },
    () => {}, // The results are there; the filters stay without counts.
  );
}

/* A question is asked at once; while an answer is awaited only the last of what is typed is. */
function askSoon() {
  clearTimeout(timer);
  timer = null;
  if (awaited === 0) ask();
  else timer = setTimeout(ask, PATIENCE);
}

/* ---- The address ---- */

function keep({ replace = false } = {}) {
  const query = write(state);
  if (replace) history.replaceState(null, "", query);
  else if (query !== write(read(location.search, kinds).state)) history.pushState(null, "", query);
}

/* A change that is meant: a filter, an order, a page. It gets an entry of its own in the history. */
function go(changes, { replace = false } = {}) {
  state = changed(state, changes);
  about = { unknown: [], cut: false };
  isDraft = false;
  input.value = state.text;
  keep({ replace });
  ask();
}

/* Typing makes one entry in the history, however much is typed. */
function typed() {
  const text = question(input.value);
  about = { unknown: [], cut: Array.from(input.value.trim()).length > LONGEST };
  if (text === state.text) return;
  state = changed(state, { text, literal: false });
  keep({ replace: isDraft });
  isDraft = true;
  // One letter begins too much to be a question; Enter asks for it all the same.
  if (Array.from(text).length === 1) showIdle();
  else askSoon();
}

function committed() {
  typed();
  isDraft = false;
  const isShown = shown !== null && output.dataset.state === "done" && write(shown.state) === write(state);
  if (isShown && goTo(shown.answer.open, "assign")) return;
  if (!isShown) ask({ follow: "assign" });
}

function arrived({ follow = null } = {}) {
  const found = read(location.search, kinds);
  ({ state } = found);
  about = { unknown: found.unknown, cut: found.cut };
  isDraft = false;
  input.value = state.text;
  ask({ follow });
}

function goTo(address, how) {
  const href = address ? target(address, root) : null;
  if (href === null) return false;
  location[how](href);
  return true;
}

/* ---- Showing ---- */

/* Make a link to this search with changes; a plain link, that opens in a tab of its own too. */
function link(changes, attributes, ...children) {
  return make("a", { ...attributes, href: write(changed(state, changes)), "data-go": true }, ...children);
}

const tools = { say, link, expanded, number: say.number };

function showAnswer(answer, asked) {
  shown = { answer, state: asked };
  if (answer.facets) counts = answer.facets;
  const found = answer.total > 0;
  tell(found ? "found" : "none", asked, answer);
  output.replaceChildren(
    ...(found
      ? [hitList(answer, PAGE_SIZE, { root, say, kinds: settings.kinds }), pageLinks(answer, tools)]
      : [nothingFound(answer, settings.facets, counts, asked, tools)]
    ).filter(Boolean),
  );
  showAround(answer, { results: found, lists: !found, hints: false });
  finish("done", asked);
}

function showIdle() {
  latest += 1;
  shown = null;
  counts = null;
  output.replaceChildren();
  status.textContent = "";
  delete status.dataset.total;
  showAround(null, { results: false, lists: true, hints: true });
  finish("idle", state);
}

function showFailure(asked) {
  shown = null;
  output.replaceChildren(failure(say));
  status.textContent = "";
  delete status.dataset.total;
  showAround(null, { results: false, lists: true, hints: false });
  finish("failed", asked);
}

function finish(outcome, asked) {
  output.removeAttribute("aria-busy");
  output.dataset.question = asked.text;
  output.dataset.state = outcome;
}

function tellBusy() {
  status.textContent = say("busy");
  delete status.dataset.total;
}

function tell(name, asked, answer) {
  const values = { count: answer.total, question: asked.text };
  const total = asked.text ? say(`${name}_for`, values) : say(name, values);
  const where = answer.page > 1 ? say("page_of", { page: answer.page, pages: answer.pages }) : "";
  status.textContent = where ? `${total}, ${where}` : total;
  status.dataset.total = answer.total;
}

function showAround(answer, { results, lists, hints }) {
  element("ma-notes").replaceChildren(...notes(answer, { ...about, state }, tools));
  element("ma-lists").hidden = !lists;
  element("ma-hints").hidden = !hints;
  element("ma-order").hidden = !results;
  sort.value = state.sort;
  document.title = title();
  showFilters();
}

function title() {
  const filters = settings.facets.flatMap((facet) => state.filters[facet.key].map((id) => label(facet, counts, id)));
  const asked = [state.text, ...filters].filter(Boolean).join(", ");
  return asked ? `${asked} – ${baseTitle}` : baseTitle;
}

function showFilters() {
  const focused = document.activeElement?.id;
  element("ma-facets").replaceChildren(...fieldsets(settings.facets, counts, state, tools));
  const list = chips(settings.facets, counts, state, tools);
  element("ma-chosen").replaceChildren(...(list.length ? [make("ul", { class: "ma-chips", "aria-label": say("filters") }, list)] : []));
  const count = chosen(state);
  element("ma-filters-summary").textContent = count ? say("filters_chosen", { count }) : say("filters");
  // What had the focus was made anew.
  if (focused && document.activeElement?.id !== focused) element(focused)?.focus();
}

/* ---- What the reader does ---- */

function focusHit(step) {
  const links = [...output.querySelectorAll(".ma-hit__link")];
  const at = links.indexOf(document.activeElement) + step;
  if (at < 0) input.focus();
  else links[Math.min(at, links.length - 1)]?.focus();
}

function retry() {
  if (!isLoaded && navigator.onLine) location.reload();
  else {
    engine = null; // The index may have been published anew since this one was opened.
    anew = true;
    ask();
  }
}

function clear() {
  input.focus();
  input.value = "";
  typed();
}

input.addEventListener("input", typed);
input.addEventListener("focus", () => opened().catch(() => {})); // Told when something is asked.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  committed();
});
sort.addEventListener("change", () => go({ sort: sort.value }));
panel.addEventListener("change", ({ target: box }) => {
  if (box.type === "checkbox") go(filtered(state, box.name, box.value, box.checked));
});
panel.addEventListener("click", ({ target: button }) => {
  const facet = button.dataset.more;
  if (!facet) return;
  if (!expanded.delete(facet)) expanded.add(facet);
  showFilters();
});
document.querySelector(".ma-sok").addEventListener("click", (event) => {
  const clicked = event.target.closest("a[data-go], #ma-retry, #ma-hints a");
  if (!clicked || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (clicked.id === "ma-retry") retry();
  else go(read(clicked.search, kinds).state);
  status.focus({ preventScroll: true });
  if (status.getBoundingClientRect().top < 0) form.scrollIntoView();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const isAmongHits = document.activeElement?.matches(".ma-hit__link");
  if (document.activeElement !== input && !isAmongHits) return;
  const doing = { ArrowDown: () => focusHit(1), ArrowUp: () => isAmongHits && focusHit(-1), Escape: clear }[event.key];
  if (!doing) return;
  event.preventDefault();
  doing();
});
addEventListener("popstate", () => arrived());
WIDE.addEventListener("change", () => {
  panel.open = WIDE.matches;
});

/* ---- The beginning ---- */

function cameFromBox() {
  try {
    const box = sessionStorage.getItem(FOLLOW);
    sessionStorage.removeItem(FOLLOW);
    return box !== null && question(box) === read(location.search, kinds).state.text;
  } catch {
    return false;
  }
}

document.querySelector(".ma-sok").classList.add("ma-sok--live");
panel.hidden = false;
panel.open = WIDE.matches;
arrived({ follow: cameFromBox() ? "replace" : null });
if (!asks(state) && WIDE.matches) input.focus();
