/* From words to the entries that have them: stems, spellings, synonyms, joined and split words,
   beginnings of words, and typing errors, each only where the one before finds nothing. */

import { normal } from "./norwegian.js";
import { spellings, typingErrors } from "./typing.js";

const ASCII = /^[\x00-\x7f]*$/;
const BEGUN = 0.8; // what a begun word counts for against a whole one
const SHORTEST_BEGUN = 6; // a shorter word that is typed to its end is likelier mistyped
const SHORTEST_ALONE = 4; // of a word that the archive has only in compounds
const DERIVED = 0.5; // what "flytte" counts for where "flytting" was asked
const SHORTEST_VERB = 3;
const SURE_VERB = 5; // shorter stems may be of other words: næring is no form of nær
const ALSO = 0.9; // and a synonym
const SPLIT = 0.7; // and both parts of a word that the archive has not
const LED = 0.5; // and the first part alone, where the last says little
const MOST_BEGUN = 60;
const SHORTEST_LED = 4;
const SHORTEST_END = 4; // what follows a begun word that is not begun but part of a compound
const MOST_FORMS = 8;
const SHORTEST_PART = 3;
const PROMINENT = 24; // what a word of its own is worth in a title or decision at least
const ENDING = /(?<=.{4})(?:e?r?(?:ene|ane|ne)|(?:e|a)[trn]?|[rt])s?$/;
const LONGEST_ENDING = 4;
const SHORTEST_INFLECTED = 7; // of shorter words too many are alike without their endings
const ALMOST = 0.3; // how much less likely a word may be to be meant too

/** Make what finds words in one index. */
export function lookup(store, language) {
  const { manifest } = store;
  const typing = typingErrors(language.typing);
  const synonyms = new Map();
  for (const words of manifest.synonyms) {
    for (const word of words) {
      const others = words.filter((each) => each !== word);
      const key = language.fold(language.stem(normal(word).toLowerCase()));
      synonyms.set(key, [...(synonyms.get(key) ?? []), ...others]);
    }
  }

  /** Return the terms that rows give, those of spellings that lead elsewhere included. */
  async function terms(rows) {
    const found = new Map();
    const elsewhere = new Set();
    for (const [, [stem, forms, postings]] of rows) {
      if (postings) found.set(stem, { stem, forms, postings });
      else elsewhere.add(stem);
    }
    const missing = [...elsewhere].filter((stem) => !found.has(stem));
    const rest = await Promise.all(
      missing.map((stem) => store.rowsAt("words", language.fold(stem))),
    );
    for (const [, [stem, forms, postings]] of rest.flat()) {
      if (postings && elsewhere.has(stem)) found.set(stem, { stem, forms, postings });
    }
    return [...found.values()];
  }

  /** Return the terms that a word in lower case is, as it is spelt or with other letters. */
  async function spelt(form) {
    const stem = language.stem(form);
    const folded = language.fold(form);
    const [byStem, byForm] = await Promise.all([
      store.rowsAt("words", language.fold(stem)),
      store.rowsAt("words", folded),
    ]);
    const all = await terms([...byStem, ...byForm]);
    const exact = all.find((term) => term.stem === stem);
    if (exact && (!ASCII.test(form) || exact.forms.includes(form))) return [exact];
    // "moter" is no form of "mot", though that is its stem: it is "møter" without its letter.
    const otherLetters = all.filter(
      (term) => term !== exact && term.forms.some((each) => language.fold(each) === folded),
    );
    if (otherLetters.length > 0) return otherLetters;
    if (exact) return [exact];
    return all.filter((term) => language.fold(term.stem) === language.fold(stem));
  }

  /** Return the terms that begin like a word. */
  async function begun(form, shortest) {
    const folded = language.fold(form);
    if (folded.length < shortest) return [];
    const found = await terms(await store.rowsFrom("words", folded));
    return found.sort((a, b) => b.postings.length - a.postings.length).slice(0, MOST_BEGUN);
  }

  /** Return the compounds of which a short word is the beginning: it is no other typed wrongly. */
  async function compounds(form) {
    const isCompound = (each) => each.length >= language.fold(form).length + SHORTEST_END;
    const found = await begun(form, SHORTEST_LED);
    return found.filter((term) => term.forms.some(isCompound));
  }

  /** Return the two halves of a word that the archive has only apart, or null. */
  async function halves(form) {
    const cuts = [];
    for (let at = form.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) cuts.push(at);
    const heads = await Promise.all(cuts.map((at) => head(form.slice(0, at))));
    for (const [position, at] of cuts.entries()) {
      if (heads[position].length > 0) {
        const tail = await spelt(form.slice(at));
        if (tail.length > 0) return { head: heads[position], tail, at };
      }
    }
    return null;
  }

  /** Return the first part of a word of which the last says little: "havvindutbygging". */
  async function lead(form) {
    for (let at = form.length - SHORTEST_PART; at >= SHORTEST_LED; at -= 1) {
      const found = language.isSoftEnd(form.slice(at)) ? await head(form.slice(0, at)) : [];
      if (found.length > 0) return { terms: found, at };
    }
    return null;
  }

  async function head(text) {
    for (const binding of language.bindings) {
      const bare = binding && text.endsWith(binding) ? text.slice(0, -binding.length) : text;
      if ((bare !== text || !binding) && bare.length >= SHORTEST_PART) {
        const found = (await spelt(bare)).filter((term) => term.forms.length > 0);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  /** Return the words of the archive that are most likely meant by one that it does not have. */
  async function meant(form, most = typing.most(form.length)) {
    if (most === 0) return [];
    const close = await near(form, most, (off) => off <= 1);
    if (close.length > 0 && close[0].cost <= 1) return close;
    // "riedsenter", where the archive has only "ridesenteret": their stems are as near as that
    const stem = language.stem(form);
    const alike = stem === form ? [] : await near(stem, typing.most(stem.length), (off) => off <= 1);
    const isLong = form.length >= SHORTEST_INFLECTED;
    // "kulturkole", where it has only "kulturskolen": of another spelling is the stem
    const bare = isLong ? await near(form, most, (off) => off <= 2, uninflected) : [];
    const others = isLong || most < 2 ? [] : await near(form, most, (off) => off === 2);
    const all = [...close, ...alike, ...bare, ...others].sort(byRank);
    if (all.length > 0 || !isLong) return all;
    // "siniorregister", where the archive has only "seniorregistrene"
    return near(form, most, (off) => off <= LONGEST_ENDING, uninflected);
  }

  /** Return the words that may be meant, the likeliest first, of those lengths. */
  async function near(form, most, isLength, part = (word) => word) {
    const whole = language.fold(form);
    const lengths = manifest.dictionary.filter((each) => isLength(Math.abs(each - whole.length)));
    const folded = part(whole);
    const lists = await Promise.all(lengths.map((each) => store.load(`dictionary-${each}`)));
    const costOf = typing.costOf(folded, most);
    const found = [];
    for (const [spelling, count, printed] of lists.flatMap(spellings)) {
      const other = part(language.fold(spelling.toLowerCase()));
      const isSame = other[0] === folded[0];
      if (!isSame && folded.length <= language.typing.same_first) continue;
      const cost = costOf(other);
      if (cost <= most) {
        const first = isSame ? 0 : 0.25;
        found.push({ printed, cost, rank: cost + first - 0.1 * Math.log10(count) });
      }
    }
    return found.sort(byRank);
  }

  /** Return the entries with a word, what it is worth in each, and how it was read.

      `literal`: only as it is spelt. Returns {scores, stems, reading, corrected}. */
  async function word(form, printed, { literal, isTyped }) {
    const found = literal ? alone(await spelt(form)) : await known(form, printed);
    const { exact, scores: own, reading } = found;
    let { terms: stems } = found;
    let scores = own;
    let corrected = null;
    if (!literal) {
      if (scores.size === 0) {
        stems = await begun(form, isTyped ? 2 : SHORTEST_BEGUN);
        scores = weighed(stems, BEGUN);
      } else if (exact.every((term) => term.forms.length === 0)) {
        // "slam", where the archive has only "slamtømming" and another compound that was not cut
        const compounds = await begun(form, SHORTEST_ALONE);
        merge(scores, weighed(compounds, BEGUN));
        stems = [...stems, ...compounds];
      }
      if (scores.size === 0) {
        stems = await compounds(form);
        scores = weighed(stems, BEGUN);
      }
      if (scores.size === 0) {
        const other = await otherwise(form, printed);
        ({ stems, scores, corrected } = other);
        reading.push(...other.reading);
      }
      if (scores.size === 0) {
        stems = await begun(form, SHORTEST_PART);
        scores = weighed(stems, BEGUN);
      }
    }
    return { scores, stems: stems.map((term) => term.stem), reading, corrected };
  }

  /** Return the entries with a word, its synonyms and its other kind, and the terms that all are;
      `exact` are those of the word itself. */
  async function known(form, printed) {
    const [exact] = await Promise.all([spelt(form), fetchOtherKind(form)]);
    const found = alone(exact);
    for (const each of await alsoSought(form, exact)) {
      merge(found.scores, weighed(each.terms, ALSO));
      found.reading.push({ kind: "also", text: each.printed, of: printed });
      found.terms.push(...each.terms);
    }
    const derived = await otherKind(found.terms);
    merge(found.scores, weighed(derived, DERIVED));
    found.terms.push(...derived);
    return found;
  }

  /** Return what some terms find, and nothing beside them. */
  function alone(exact) {
    return { exact, terms: [...exact], scores: weighed(exact, 1), reading: [] };
  }

  /** Return the nouns of verbs, and the verbs of nouns: "flytting" and "flytte". */
  async function otherKind(found) {
    const others = found.flatMap(({ stem }) => otherKindOf(stem));
    const rows = await Promise.all(
      others.map((stem) => store.rowsAt("words", language.fold(stem))),
    );
    const isVerb = ({ stem, forms }) =>
      stem.endsWith("ing") ||
      stem.length >= SURE_VERB ||
      forms.some((form) => [`${stem}e`, `${stem}es`].includes(form));
    return (await terms(rows.flat())).filter((term) => others.includes(term.stem) && isVerb(term));
  }

  /** Fetch with a word what its other kind will be looked up in: it is a round trip less. */
  async function fetchOtherKind(form) {
    const others = otherKindOf(language.stem(form));
    await Promise.all(others.map((stem) => store.rowsAt("words", language.fold(stem))));
  }

  async function alsoSought(form, stems) {
    const keys = new Set([language.stem(form), ...stems.map((term) => term.stem)]);
    const others = new Set([...keys].flatMap((stem) => synonyms.get(language.fold(stem)) ?? []));
    const found = await Promise.all(
      [...others].map(async (each) => ({
        printed: each,
        terms: await spelt(normal(each).toLowerCase()),
      })),
    );
    return found.filter((each) => each.terms.length > 0);
  }

  /** Return the entries of the two halves of a word. */
  async function asTwo({ head: one, tail: other }) {
    // Both words somewhere in a long text is chance; in its title or decision it is not.
    const scores = both(weighed(one, SPLIT, PROMINENT), weighed(other, SPLIT, PROMINENT));
    const all = both(weighed(one, SPLIT), weighed(other, SPLIT));
    if (all.size === 0) return scores;
    for (const entry of await apart(one, other)) {
      if (all.has(entry)) scores.set(entry, 2 * all.get(entry));
    }
    return scores;
  }

  /** Read a word that the archive does not have: as typed wrongly, or as two words. */
  async function otherwise(form, printed) {
    const all = await meant(form);
    const [close] = all;
    if (!close || close.cost > 1) {
      const [parts, first] = await Promise.all([halves(form), lead(form)]);
      const reading = [];
      const scores = parts ? await asTwo(parts) : new Map();
      if (scores.size > 0) {
        const of = `${printed.slice(0, parts.at)} ${printed.slice(parts.at)}`;
        reading.push({ kind: "split", text: printed, of });
      }
      if (first) {
        merge(scores, weighed(first.terms, LED));
        reading.push({ kind: "also", text: printed.slice(0, first.at), of: printed });
      }
      const found = [...(parts?.head ?? []), ...(parts?.tail ?? []), ...(first?.terms ?? [])];
      if (scores.size > 0) return { stems: found, scores, reading, corrected: null };
    }
    if (!close) return { stems: [], scores: new Map(), reading: [], corrected: null };
    // What is meant is sought as if it had been typed, with its synonyms and its other kind.
    const { scores, terms: found, reading } = await known(lowered(close), close.printed);
    const likely = all.slice(1).filter((each) => each.rank <= close.rank + ALMOST).slice(0, 2);
    const others = await Promise.all(likely.map((each) => spelt(lowered(each))));
    for (const each of others) merge(scores, weighed(each, SPLIT));
    return { stems: [...found, ...others.flat()], scores, reading, corrected: close.printed };
  }

  /** Return entry → score: what the best of some terms is worth there, more if they are rare. */
  function weighed(found, factor, atLeast = 0) {
    const worth = new Map();
    for (const { postings } of found) {
      let entry = 0;
      for (let at = 0; at < postings.length; at += 2) {
        entry += postings[at];
        const points = postings[at + 1];
        if (points >= atLeast && points > (worth.get(entry) ?? 0)) worth.set(entry, points);
      }
    }
    const rarity = Math.log(1 + manifest.count / Math.max(1, worth.size));
    for (const [entry, points] of worth) worth.set(entry, (factor * rarity * points) / 40);
    return worth;
  }

  /** Return the entries with a key, a case number or date. */
  async function key(name) {
    return weighed(await terms(await store.rowsAt("words", name)), 1);
  }

  /** Return the places where two words stand beside each other, as [entry, place, tier]. */
  async function pair(one, other) {
    return places(await store.rowsAt("pairs", `${language.fold(one)} ${language.fold(other)}`));
  }

  /** Return the entries where two words stand beside each other, the second in any form. */
  async function together(one, other) {
    const rows = await store.rowsFrom("pairs", `${language.fold(one)} ${language.fold(other)}`);
    return new Set(places(rows).map(([entry]) => entry));
  }

  /** Return the entries where two words make one: "felles nemnda" or "ombud for barn". */
  async function apart(head, tail) {
    const [firsts, lasts] = [head, tail].map(formsOf);
    const found = await anyPair(firsts, lasts);
    for (const between of language.prepositions) {
      const [before, after] = await Promise.all([
        anyPair(lasts, [between]),
        anyPair([between], firsts),
      ]);
      const spots = new Set(before.map(([entry, place]) => `${entry} ${place + 1}`));
      found.push(...after.filter(([entry, place]) => spots.has(`${entry} ${place}`)));
    }
    return new Set(found.map(([entry]) => entry));
  }

  /** Return the places where one of some words stands before one of others. */
  async function anyPair(ones, others) {
    const found = ones.flatMap((one) => others.map((other) => pair(one, other)));
    return (await Promise.all(found)).flat();
  }

  /** Return the entries where words stand in this order, with what the best place is worth. */
  async function phrase(words) {
    let found;
    if (words.length === 1) {
      found = places(await store.rowsFrom("pairs", `${language.fold(words[0])} `, 30));
    } else {
      const pairs = words.slice(1).map((other, at) => pair(words[at], other));
      const [first, ...rest] = await Promise.all(pairs);
      const spots = rest.map((each) => new Set(each.map(([entry, place]) => `${entry} ${place}`)));
      found = first.filter(([entry, place]) =>
        spots.every((set, at) => set.has(`${entry} ${place + at + 1}`)),
      );
    }
    const worth = new Map();
    for (const [entry, , tier] of found) {
      worth.set(entry, Math.max(worth.get(entry) ?? 0, TIER_WORTH[tier]));
    }
    const rarity = Math.log(1 + manifest.count / Math.max(1, worth.size));
    for (const [entry, points] of worth) worth.set(entry, words.length * rarity * points);
    return worth;
  }

  return { word, key, phrase, together, spelt, meant, weighed, fold: language.fold };
}

/** Return a folded word without what may be its ending: rougher than a stem, and faster. */
function uninflected(word) {
  return word.replace(ENDING, "");
}

/** Return the stem of a verb's noun, or of a noun's verb, if it can have one. */
function otherKindOf(stem) {
  if (!stem.endsWith("ing")) return stem.length >= SHORTEST_VERB ? [`${stem}ing`] : [];
  return stem.length - 3 >= SHORTEST_VERB ? [stem.slice(0, -3)] : [];
}

function byRank(a, b) {
  return a.rank - b.rank || (a.printed < b.printed ? -1 : 1);
}

/** Return a word as it is looked up. */
function lowered({ printed }) {
  return printed.toLowerCase();
}

/** Return the forms of some terms. */
function formsOf(terms) {
  return [...new Set(terms.flatMap((term) => term.forms))].slice(0, MOST_FORMS);
}

const TIER_WORTH = [0, 0.3, 0.6, 1];

function places(rows) {
  const found = [];
  for (const [, flat] of rows) {
    let entry = 0;
    for (let at = 0; at < flat.length; at += 2) {
      entry += flat[at];
      found.push([entry, flat[at + 1] >> 2, flat[at + 1] & 3]);
    }
  }
  return found;
}

/** Add scores to others; where both have one, the higher counts. */
export function merge(scores, others) {
  for (const [entry, score] of others) {
    if (score > (scores.get(entry) ?? 0)) scores.set(entry, score);
  }
}

/** Return the entries that are in both, with both scores. */
export function both(scores, others) {
  const [small, large] = scores.size < others.size ? [scores, others] : [others, scores];
  const found = new Map();
  for (const [entry, score] of small) {
    if (large.has(entry)) found.set(entry, score + large.get(entry));
  }
  return found;
}
