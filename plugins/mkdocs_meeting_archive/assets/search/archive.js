/* One archive: its index, asked. */

import { excerpt, marker } from "./excerpt.js";
import { combined, correction, findAll } from "./finding.js";
import { lookup } from "./lookup.js";
import { language } from "./norwegian.js";
import { readQuestion } from "./question.js";
import { openStore } from "./store.js";

export const FACETS = ["type", "organ", "ar", "utfall", "tema", "kommune"];
const OWN_NUMBER = 0.8; // of the most that a key is worth here: a citation is worth far less

/** Open one archive's index. */
export async function openArchive({ address, name, site }, settings) {
  const store = await openStore(address);
  const { manifest } = store;
  const words = language(manifest.language, manifest.prefixes);
  const finder = lookup(store, words);
  const labels = Object.fromEntries(
    FACETS.map((facet) => [facet, new Map(manifest.facets[facet])]),
  );

  async function ask(question) {
    const read = readQuestion(question.text, words);
    const found = await findAll(read, finder, question);
    const filters = usedFilters(question.filters);
    const byRelevance = !question.sort || question.sort === "relevans";
    const { scores: all, some } = matching(read, found, filters.length > 0, byRelevance);
    let entries = all;
    const columns = new Map();
    if (filters.length > 0) {
      await loadColumns(entries.keys(), columns);
      entries = filtered(entries, filters, columns);
    }
    const ordered = sorted(entries, question.sort);
    return {
      total: ordered.length,
      results: (from, most) => results(ordered.slice(from, from + most), entries, found),
      facets: () => counted(all, question.filters, columns),
      reading: readings(read, found, some && entries.size > 0),
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

  /** Load which values the entries have; only the blocks that they stand in. */
  async function loadColumns(entries, columns) {
    const blocks = new Set();
    for (const entry of entries) blocks.add(Math.floor(entry / manifest.block));
    await Promise.all(
      [...blocks].map(async (block) => {
        columns.set(block, await store.load(`facets-${block}`));
      }),
    );
  }

  function valuesOf(entry, facet, columns) {
    const block = columns.get(Math.floor(entry / manifest.block));
    const value = block[facet][entry % manifest.block];
    return Array.isArray(value) ? value : [value];
  }

  function usedFilters(chosen) {
    return FACETS.filter((facet) => chosen?.[facet]?.length > 0).map((facet) => [
      facet,
      chosen[facet].map((id) => manifest.facets[facet].findIndex(([each]) => each === id)),
    ]);
  }

  function filtered(entries, filters, columns) {
    const kept = new Map();
    for (const [entry, score] of entries) {
      const passes = filters.every(([facet, wanted]) =>
        valuesOf(entry, facet, columns).some((value) => wanted.includes(value)),
      );
      if (passes) kept.set(entry, score);
    }
    return kept;
  }

  /** Count the values of each facet among what the other facets' filters leave. */
  async function counted(entries, chosen, columns) {
    await loadColumns(entries.keys(), columns);
    const filters = usedFilters(chosen);
    return Object.fromEntries(
      FACETS.map((facet) => {
        const others = filters.filter(([each]) => each !== facet);
        const left = others.length > 0 ? filtered(entries, others, columns) : entries;
        const counts = manifest.facets[facet].map(([id, label]) => ({ id, label, count: 0 }));
        for (const entry of left.keys()) {
          for (const value of valuesOf(entry, facet, columns)) counts[value].count += 1;
        }
        return [facet, counts.filter(({ id, count }) => count > 0 || chosen?.[facet]?.includes(id))];
      }),
    );
  }

  function sorted(entries, sort) {
    const numbers = [...entries.keys()].sort((a, b) => a - b); // newest first
    if (sort === "nyest") return numbers;
    if (sort === "eldst") {
      const dated = numbers.filter((entry) => entry < manifest.dated).reverse();
      return [...dated, ...numbers.filter((entry) => entry >= manifest.dated)];
    }
    return numbers.sort((a, b) => entries.get(b) - entries.get(a) || a - b);
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

  function readings(read, found, some) {
    const told = [];
    for (const each of read.wanted) {
      if (each.kind === "keys") {
        const of = spellKey(each.keys[0]);
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
  function spellKey(key) {
    if (key.startsWith("#")) {
      const [body, number] = key.includes(":") ? key.slice(1).split(":") : ["", key.slice(1)];
      const prefix = Object.entries(manifest.prefixes).find(([, id]) => id === body && body)?.[0];
      return prefix ? `${prefix} ${number}` : number;
    }
    const [year, month, day] = key.slice(1).split("-").map(Number);
    const date = new Date(Date.UTC(year, month - 1, day ?? 1));
    const parts = { year: "numeric", month: "long", timeZone: "UTC" };
    if (day) parts.day = "numeric";
    return new Intl.DateTimeFormat(settings.language, parts).format(date);
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

  return { ask };
}
