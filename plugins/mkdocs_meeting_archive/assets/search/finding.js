/* All parts of a question found and put together. */

import { both, merge } from "./lookup.js";

const ENOUGH = 0.7; // how much of a question must be found where not all of it is
const SPOKEN = 0.25; // and of one that is put as to a person, with words that papers never use
const UNHEARD = 10; // as common is a word taken to be, there, that no paper has
const FILLER = 6; // if it is no longer than this: a longer one is what is asked for
const BESIDE = 1; // what words are worth more that stand beside each other
const TWICE = /([^aeiouyæøå])\1$/;
const ALL = 1000; // what has all parts comes before what has not

/** Return the question with its wrongly typed words put right, or null where none was. */
export function correction(text, found) {
  if (found.corrected.length === 0) return null;
  const to = found.corrected.reduce(
    (question, [typed, meant]) => question.replace(typed, meant),
    text.normalize("NFC"),
  );
  return { from: text, to };
}

/** Find each part of a question. */
export async function findAll(read, finder, how) {
  const [wanted, unwanted, pairs] = await Promise.all([
    Promise.all(read.wanted.map((each) => findOne(each, finder, how))),
    Promise.all(read.unwanted.map((each) => findOne(each, finder, { literal: true }))),
    Promise.all(neighbours(read.wanted).map((pair) => findPair(pair, finder, how.literal))),
  ]);
  const clauses = wanted.map((each) => each.scores);
  const reading = wanted.flatMap((each) => each.reading);
  const stems = wanted.flatMap((each) => each.stems);
  for (const { one, other, joined, together, apart, printed } of pairs) {
    if (joined.scores.size > 0) {
      merge(clauses[one], joined.scores);
      merge(clauses[other], joined.scores);
      stems.push(...joined.stems);
      for (const at of [one, other]) wanted[at].corrected = null; // it was no typing error
      reading.push({ kind: "joined", text: apart, of: printed });
    }
    for (const entry of together) {
      const most = (clauses[one].get(entry) ?? 0) + (clauses[other].get(entry) ?? 0);
      if (clauses[one].has(entry)) {
        clauses[one].set(entry, clauses[one].get(entry) + BESIDE * most);
      }
    }
  }
  const phrases = read.wanted.filter((each) => each.kind === "phrase");
  return {
    clauses,
    soft: softOnes(read.wanted),
    rarity: clauses.map(({ size }, at) => rarity(size, read.wanted[at], read.spoken)),
    required: clauses.filter((_, at) => read.wanted[at].kind === "phrase"),
    spoken: read.spoken,
    unwanted: unwanted.map((each) => each.scores),
    reading,
    corrected: wanted.filter((each) => each.corrected).map((each) => [each.printed, each.corrected]),
    shown: {
      stems,
      phrases: phrases.map((each) => each.words.map(finder.fold)),
      keys: read.wanted.filter((each) => each.kind === "keys").map((each) => each.keys[0]),
    },
  };
}

/** Return how much a part counts, by how many entries have it.

    Of what is asked as of a person mostly one word is the matter, and that the rarest. */
function rarity(size, part, isSpoken) {
  if (!isSpoken) return 1 / Math.log2(2 + size);
  const isFiller = size === 0 && part.kind === "word" && part.form.length <= FILLER;
  return 1 / Math.sqrt(2 + (isFiller ? UNHEARD : size));
}

/** Return which parts need not be found: words of procedure, beside others. */
function softOnes(wanted) {
  const all = wanted.every((each) => each.soft);
  return wanted.map((each) => !all && each.soft === true);
}

async function findOne(part, finder, how) {
  const nothing = { stems: [], reading: [], corrected: null, printed: part.printed };
  if (part.kind === "keys") return { ...nothing, scores: await finder.key(part.keys[0]) };
  if (part.kind === "phrase") return { ...nothing, scores: await finder.phrase(part.words) };
  return { ...nothing, ...(await finder.word(part.form, part.printed, how)) };
}

/** Return the places of words that were asked beside each other. */
function neighbours(wanted) {
  return wanted.flatMap((word, at) => {
    if (word.afterStop) return [[at, at, word.afterStop, word]]; // "kor avdeling"
    return word.follows && wanted[at - 1] === word.follows ? [[at - 1, at, word.follows, word]] : [];
  });
}

/** Find two neighbouring words written as one, and the entries where they stand together. */
async function findPair([one, other, first, second], finder, literal) {
  const form = inOne(first.form, second.form);
  const [stems, together] = await Promise.all([
    literal ? [] : finder.spelt(form),
    one === other ? new Set() : finder.together(first.form, second.form),
  ]);
  const printed = inOne(first.printed, second.printed);
  const isWord = stems.some((term) => term.forms.length > 0);
  const joined = isWord ? await finder.word(form, printed, {}) : { stems: [], scores: new Map() };
  const apart = `${first.printed} ${second.printed}`;
  return { one, other, apart, printed, joined, together };
}

/** Return two words as one: of three letters alike, as in "fotball" and "løkke", there are two. */
function inOne(first, second) {
  const isTriple = TWICE.test(first) && first.at(-1) === second[0];
  return isTriple ? first + second.slice(1) : first + second;
}

/** Return the entries that have all parts of a question, and `some`: whether there are none, and
    those returned have most of what is rare in it.

    By relevance the entries that lack only what is common come too, after the others. */
export function combined(found, byRelevance) {
  const needed = found.clauses.filter((_, at) => !found.soft[at]);
  const [first, ...rest] = needed;
  if (!first) return { scores: new Map(), some: false };
  const every = rest.reduce(both, new Map(first));
  if (found.clauses.length === 1) return { scores: every, some: false };
  const alone = rest.length === 0 || (every.size > 0 && !byRelevance);
  const scores = alone ? new Map() : most(found);
  for (const [entry, score] of every) scores.set(entry, ALL * score);
  found.clauses.forEach((clause, at) => {
    for (const [entry, score] of found.soft[at] ? clause : []) {
      if (scores.has(entry)) scores.set(entry, scores.get(entry) + score);
    }
  });
  return { scores, some: every.size === 0 && scores.size > 0 };
}

/** Return the entries that have enough of a question, a rare part counting for more. */
function most(found) {
  const needed = found.clauses.filter((_, at) => !found.soft[at]);
  const weights = found.rarity.filter((_, at) => !found.soft[at]);
  const enough = found.spoken ? SPOKEN : ENOUGH;
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = new Map();
  const share = new Map();
  needed.forEach((clause, at) => {
    for (const [entry, score] of clause) {
      scores.set(entry, (scores.get(entry) ?? 0) + score);
      share.set(entry, (share.get(entry) ?? 0) + weights[at] / whole);
    }
  });
  for (const [entry, part] of share) {
    const lacks = found.required.some((clause) => !clause.has(entry));
    if (part < enough || lacks) scores.delete(entry);
    else scores.set(entry, part * scores.get(entry));
  }
  return scores;
}
