/* One archive: its index, asked. */

import { excerpt, marker } from "./excerpt.js";
import { combined, correction, findAll } from "./finding.js";
import { lookup } from "./lookup.js";
import { language } from "./norwegian.js";
import { readQuestion } from "./question.js";
import { openStore } from "./store.js";

export const FACETS = ["type", "organ", "ar", "utfall", "tema", "kommune"];
const OWN_NUMBER = 0.8; // of the most that a key is worth here: a citation is worth far less

/** Open one archive's index; `anew` where an earlier one failed. */
export async function openArchive({ address, name, site, anew }) {
  const store = await openStore(address, anew);
  const { manifest } = store;
  const words = language(manifest.language, manifest.prefixes);
  const finder = lookup(store, words);
  const labels = Object.fromEntries(
    FACETS.map((facet) => [facet, new Map(manifest.facets[facet])]),
  );

  let begun = null; // what is being found before it is asked

  /** Begin to find what a question is about. */
  function find({ text, literal, isTyped }) {
    const read = readQuestion(text, words);
    return { read, finding: findAll(read, finder, { literal, isTyped }) };
  }

  /** Begin to find what will be asked next. */
  function findAhead({ text, literal }) {
    begun = { text, literal, ...find({ text, literal }) };
    begun.finding.catch(() => {}); // told to who asks
  }

  /** Return what was begun for a question, once. */
  function foundAhead({ text, literal, isTyped }) {
    const found = begun;
    begun = null;
    return found?.text === text && found.literal === literal && !isTyped ? found : null;
  }

  /** Answer a question; `question.language` is that in which it is told how it was read. */
  async function ask(question) {
    const { read, finding } = foundAhead(question) ?? find(question);
    const filters = usedFilters(question.filters);
    const [found, columns] = await Promise.all([
      finding,
      loadColumns(filters.map(([facet]) => facet)),
    ]);
    const byRelevance = !question.sort || question.sort === "relevans";
    const { scores: all, some } = matching(read, found, filters.length > 0, byRelevance);
    const entries = filtered(all, filters, columns);
    const ordered = sorted(entries, question.sort);
    return {
      total: ordered.length,
      results: (from, most) => results(ordered.slice(from, from + most), entries, found),
      facets: () => counted(all, question.filters),
      reading: readings(read, found, some && entries.size > 0, question.language),
      correction: correction(question.text, found),
      suggestions: () => suggestions(read, found),
      open: await ownNumber(read, ordered, entries),
    };
  }

  /** Return entry → score for all that answers a question, filters aside. */
  function matching(read, found, filtersAlone, byRelevance) {
    const { scores, some } = combined(found, byRelevance);
    if (read.wanted.length === 0 && (filtersAlone || read.unwanted.length > 0)) {
      for (let entry = 0; entry < manifest.count; entry += 1) scores.set(entry, 0);
    }
    for (const without of found.unwanted) {
      for (const entry of without.keys()) scores.delete(entry);
    }
    return { scores, some };
  }

  /** Load which values the entries have of some facets, as facet → blocks. */
  async function loadColumns(facets) {
    const blocks = Array.from({ length: Math.ceil(manifest.count / manifest.block) }, (_, at) => at);
    const loaded = facets.map((facet) =>
      Promise.all(blocks.map((block) => store.load(`${facet}-${block}`))),
    );
    const columns = await Promise.all(loaded);
    return new Map(facets.map((facet, at) => [facet, columns[at]]));
  }

  function valuesOf(entry, column) {
    const value = column[Math.floor(entry / manifest.block)][entry % manifest.block];
    return Array.isArray(value) ? value : [value];
  }

  function usedFilters(chosen) {
    return FACETS.filter((facet) => chosen?.[facet]?.length > 0).map((facet) => [
      facet,
      chosen[facet].map((id) => manifest.facets[facet].findIndex(([each]) => each === id)),
    ]);
  }

  function filtered(entries, filters, columns) {
    if (filters.length === 0) return entries;
    const kept = new Map();
    for (const [entry, score] of entries) {
      const passes = filters.every(([facet, wanted]) =>
        valuesOf(entry, columns.get(facet)).some((value) => wanted.includes(value)),
      );
      if (passes) kept.set(entry, score);
    }
    return kept;
  }

  /** Count the values of each facet among what the other facets' filters leave. */
  async function counted(entries, chosen) {
    const columns = await loadColumns(FACETS);
    const filters = usedFilters(chosen);
    return Object.fromEntries(
      FACETS.map((facet) => {
        const others = filters.filter(([each]) => each !== facet);
        const left = others.length > 0 ? filtered(entries, others, columns) : entries;
        const counts = manifest.facets[facet].map(([id, label]) => ({ id, label, count: 0 }));
        for (const entry of left.keys()) {
          for (const value of valuesOf(entry, columns.get(facet))) counts[value].count += 1;
        }
        return [facet, counts.filter(({ id, count }) => count > 0 || chosen?.[facet]?.includes(id))];
      }),
    );
  }

  function sorted(entries, sort) {
    if (sort !== "nyest" && sort !== "eldst") {
      const scored = [...entries].sort(([a, one], [b, other]) => other - one || a - b);
      return scored.map(([entry]) => entry);
    }
    const numbers = [...entries.keys()].sort((a, b) => a - b); // newest first
    if (sort === "nyest") return numbers;
    const dated = numbers.filter((entry) => entry < manifest.dated).reverse();
    return [...dated, ...numbers.filter((entry) => entry >= manifest.dated)];
  }

  async function entryOf(number) {
    const texts = await store.load(`texts-${Math.floor(number / manifest.texts)}`);
    return texts[number % manifest.texts];
  }

  async function results(numbers, scores, found) {
    const mark = marker(found.shown, words);
    const entries = await Promise.all(numbers.map(entryOf));
    return entries.map((entry, at) => ({
      score: scores.get(numbers[at]),
      date: entry.date,
      at: numbers[at],
      result: result(entry, mark),
    }));
  }

  function result(entry, mark) {
    const body = entry.bodies[0] ?? null;
    const shown = excerpt(entry, mark, body);
    const anchor = shown.anchor ? `#${shown.anchor}` : "";
    return {
      address: `${site}${entry.address}${anchor}`,
      kind: entry.kind,
      number: entry.number,
      title: entry.title,
      item: shown.item,
      when: entry.when,
      body: entry.bodies.map((id) => labels.organ.get(id)).join(", ") || null,
      outcomes: entry.outcomes.map((id) => ({ id, label: labels.utfall.get(id) })),
      language: entry.language,
      archive: name,
      titlePieces: shown.titlePieces,
      passages: shown.passages,
    };
  }

  /** Return the address of the case where a question is one case number and nothing else. */
  async function ownNumber(read, ordered, entries) {
    const [only, ...others] = read.wanted;
    if (only?.kind !== "keys" || others.length > 0 || !only.keys[0].startsWith("#")) return [];
    const most = entries.get(ordered[0]);
    const own = ordered.filter((entry) => entries.get(entry) >= most * OWN_NUMBER);
    const cases = await Promise.all(own.slice(0, 2).map(entryOf));
    return cases.filter((each) => each.kind === "sak").map((each) => `${site}${each.address}`);
  }

  function readings(read, found, some, spoken) {
    const told = [];
    for (const each of read.wanted) {
      if (each.kind === "keys") {
        const of = spellKey(each.keys[0], spoken);
        const kind = each.keys[0].startsWith("#") ? "case" : "date";
        if (of.toLowerCase() !== each.printed.toLowerCase()) {
          told.push({ kind, text: each.printed, of });
        }
      } else if (each.kind === "phrase") told.push({ kind: "phrase", text: each.printed, of: "" });
    }
    for (const each of read.unwanted) told.push({ kind: "without", text: each.printed, of: "" });
    told.push(...found.reading);
    if (read.passedOver.length > 0) {
      told.push({ kind: "stopwords", text: read.passedOver.join(" "), of: "" });
    }
    if (some) told.push({ kind: "some", text: "", of: "" });
    return told;
  }

  /** Return a key as a reader would write it. */
  function spellKey(key, spoken) {
    if (key.startsWith("#")) {
      const [body, number] = key.includes(":") ? key.slice(1).split(":") : ["", key.slice(1)];
      const prefix = Object.entries(manifest.prefixes).find(([, id]) => id === body && body)?.[0];
      return prefix ? `${prefix} ${number}` : number;
    }
    const [year, month, day] = key.slice(1).split("-").map(Number);
    const date = new Date(Date.UTC(year, month - 1, day ?? 1));
    const parts = { year: "numeric", month: "long", timeZone: "UTC" };
    if (day) parts.day = "numeric";
    return new Intl.DateTimeFormat(spoken, parts).format(date);
  }

  /** Return questions that would find something, where this one found nothing. */
  async function suggestions(read, found) {
    const asked = read.wanted.filter((each) => each.kind === "word");
    const close = await Promise.all(
      asked.map(async (each, at) => {
        if (found.clauses[at]?.size > 0) return [];
        const meant = await finder.meant(each.form, 3);
        return meant.slice(0, 2).map((other) => other.printed);
      }),
    );
    const alone = read.wanted
      .filter((each, at) => read.wanted.length > 1 && found.clauses[at].size > 0)
      .map((each) => (each.kind === "phrase" ? `"${each.printed}"` : each.printed));
    return [...close.flat(), ...alone];
  }

  return { ask, findAhead };
}
