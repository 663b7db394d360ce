/* The search: questions in, ranked answers out. The page knows nothing of how. */

import { FACETS, openArchive } from "./archive.js";
import { openedAhead } from "./begin.js";

const PAGE = 20;
const PATIENCE = 4000; // milliseconds; another archive that takes longer is as one that is down

/** Open the search. `settings.index` is where this archive's index is, from the site's `root`;
    `settings.archives` are others, {name, address}, searched as one with it. One of those that
    cannot be reached is left out. `settings.anew` tells that what was opened before has failed. */
export async function openSearch(settings) {
  const index = (site) => new URL(settings.index, site).href;
  const address = index(settings.root);
  const { anew } = settings;
  const own = openedAhead(address) ?? openArchive({ address, site: "", name: null, anew });
  const others = (settings.archives ?? []).map(({ name, address }) =>
    inTime(openArchive({ address: index(address), site: address, name, anew })),
  );
  const archives = [await own, ...(await Promise.all(others))].filter(Boolean);
  const { language } = settings;
  return { ask: (question) => askAll(archives, { ...question, language }) };
}

/** Return what is promised, or null where it fails or takes too long. */
function inTime(promised) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  return Promise.race([promised.catch(() => null), late]);
}

/** Ask several archives as if they were one. */
async function askAll(archives, question) {
  const page = question.page ?? 1;
  const [own, ...others] = archives.map((archive) => archive.ask(question));
  const rest = await Promise.all(others.map(inTime));
  const answers = [await own, ...rest].filter(Boolean);
  // A spelling that one archive has is right: then the others do not correct it.
  const spelt = answers.some((answer) => answer.total > 0 && !answer.correction);
  const used = answers.filter((answer) => !spelt || !answer.correction);
  const total = used.reduce((sum, answer) => sum + answer.total, 0);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const shown = Math.min(page, pages);
  const needed = archives.length > 1 ? page * PAGE : PAGE;
  const from = archives.length > 1 ? 0 : (shown - 1) * PAGE;
  const results = await Promise.all(used.map((answer) => answer.results(from, needed)));
  const merged = results.flat().sort(ordering(question.sort));
  const start = archives.length > 1 ? (shown - 1) * PAGE : 0;
  const opened = used.flatMap((answer) => answer.open);
  const facetsReady = Promise.all(used.map((answer) => answer.facets())).then(mergeFacets);
  facetsReady.catch(() => {}); // told to who awaits it
  const suggestions = total > 0 ? [] : await suggested(answers);
  return {
    total,
    pages,
    page: shown,
    results: merged.slice(start, start + PAGE).map(({ result }) => result),
    facets: null,
    facetsReady,
    reading: unique(used.flatMap((answer) => answer.reading)),
    correction: used.find((answer) => answer.correction)?.correction ?? null,
    suggestions,
    open: opened.length === 1 ? opened[0] : null,
  };
}

async function suggested(answers) {
  const all = await Promise.all(answers.map((answer) => answer.suggestions()));
  return [...new Set(all.flat())].slice(0, 5);
}

function unique(readings) {
  const seen = new Map(readings.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
}

/** Return how results of several archives are ordered; each archive's own are already. */
function ordering(sort) {
  const newest = (a, b) => (b.date ?? "").localeCompare(a.date ?? "");
  if (sort === "nyest") return (a, b) => newest(a, b) || a.at - b.at;
  if (sort === "eldst") {
    // Each archive's own are in the order of "nyest" turned round, but for what has no date.
    const own = (a, b) => (a.date ? b.at - a.at : a.at - b.at);
    return (a, b) => !a.date - !b.date || newest(b, a) || own(a, b);
  }
  return (a, b) => b.score - a.score || newest(a, b) || a.at - b.at;
}

function mergeFacets(all) {
  return Object.fromEntries(
    FACETS.map((facet) => {
      const values = new Map();
      for (const { id, label, count } of all.flatMap((facets) => facets[facet])) {
        const known = values.get(id) ?? { id, label, count: 0 };
        values.set(id, { ...known, count: known.count + count });
      }
      return [facet, [...values.values()]];
    }),
  );
}
