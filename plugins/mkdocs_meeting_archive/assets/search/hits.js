/* What was found, as the archive's other lists look. */

import { make, marked, target } from "./elements.js";

/** Return the list of an answer's results, numbered on from the pages before. */
export function hitList(answer, pageSize, page) {
  const start = (answer.page - 1) * pageSize + 1;
  const items = answer.results.map((result) => hit(result, page));
  return make("ol", { class: "ma-rows ma-hits", start }, items);
}

function hit(result, page) {
  const number = result.number && make("span", { class: "ma-row__number" }, result.number);
  const badges = result.outcomes.map((outcome) => badge(outcome));
  return make(
    "li",
    { class: "ma-row ma-hit" },
    number || null,
    make("div", { class: "ma-row__main" }, link(result, page), details(result, page), passages(result)),
    badges.length ? make("div", { class: "ma-row__badges" }, badges) : null,
  );
}

function link(result, page) {
  const href = target(result.address, page.root);
  const title = result.title ? marked(result.titlePieces) : [page.say("untitled")];
  const text = [make("span", { lang: result.language }, title)];
  if (result.item) {
    const item = make("span", { class: "ma-hit__item", lang: result.language }, result.item);
    text.push(make("span", { class: "ma-hit__to" }, " › "), item);
  }
  const away = result.archive ? "noopener noreferrer" : null;
  return make("a", { class: "ma-row__title ma-hit__link", href, rel: away }, text);
}

function details(result, page) {
  const known = [page.kinds[result.kind] ?? result.kind, result.when, result.body, result.archive];
  const parts = known.filter(Boolean).map((detail) => make("span", null, detail));
  return make("p", { class: "ma-row__details" }, parts);
}

function passages(result) {
  return result.passages.map((passage) =>
    make(
      "p",
      { class: "ma-row__excerpt ma-hit__passage" },
      passage.label ? [make("span", { class: "ma-hit__label" }, passage.label), " "] : null,
      make("span", { lang: passage.language }, marked(passage.pieces)),
    ),
  );
}

/** Return an outcome's word with its shape; the server made one of each to copy. */
function badge(outcome) {
  const made = document.querySelector(`template[data-outcome~="${CSS.escape(outcome.id)}"]`);
  if (made) return made.content.cloneNode(true);
  return make("span", { class: "ma-badge" }, outcome.label);
}

/** Return the way to the pages before and after, or null where there is only one. */
export function pageLinks(answer, { say, link }) {
  if (answer.pages <= 1) return null;
  const { page, pages } = answer;
  return make(
    "nav",
    { class: "ma-pages", "aria-label": say("pages") },
    page > 1 ? link({ page: page - 1 }, { rel: "prev" }, say("previous")) : null,
    make("span", null, say("page_of", { page, pages })),
    page < pages ? link({ page: page + 1 }, { rel: "next" }, say("next")) : null,
  );
}
