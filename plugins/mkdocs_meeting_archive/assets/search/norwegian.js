/* Norwegian as the archive reads it. The rules are the index's own; meeting_archive.language and
   this file are held against the same examples. */

import { NorwegianStemmer } from "./snowball.js";

const WORD = /[\p{L}\p{N}]+/gu;
const VOWEL = /^[aeiouyæøå]/;
const ASCII = /^[\x00-\x7f]*$/;
const LETTERS = /^[a-z]+$/;
const DIGIT = /\d/;

/** Return the text with each letter in one code point, as words are compared. */
export function normal(text) {
  return text.normalize("NFC");
}

/** Return the words and numbers of a text with where they stand; a hyphen parts words. */
export function tokens(text) {
  return Array.from(text.matchAll(WORD), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    printed: match[0],
    form: match[0].toLowerCase(),
  }));
}

/** Make what reads Norwegian by the rules of an index. */
export function language(rules, prefixes) {
  const snowball = new NorwegianStemmer();
  const endings = new RegExp(rules.endings);
  const finalS = new RegExp(rules.final_s);
  const shortWords = new RegExp(rules.short_words);
  const syncope = new RegExp(rules.syncope[0]);
  const stopWords = new Set(rules.stop_words.flatMap((word) => [word, ascii(word)]));
  const softWords = new Set(rules.soft_words);
  const questionWords = new Set(rules.question_words);
  const known = new Map();
  const spelling = new Map();
  const heads = new Map();
  const tails = new Map();
  const forms = new Map();
  const within = rules.within_words;
  const folds = new RegExp(`[^\\x00-\\x7f]|${rules.letters.map(([letters]) => letters).join("|")}`);
  for (const [first, ...others] of rules.doublets) {
    const stemOfFirst = bare(first);
    for (const word of [first, ...others]) {
      const found = word === first ? stemOfFirst : bare(word);
      spelling.set(found, stemOfFirst);
      const folded = fold(found);
      if (folded.length >= within.ascii && !spelling.has(folded)) spelling.set(folded, stemOfFirst);
      if (!stopWords.has(word) && word.length >= within.head) heads.set(word, first);
      // A short one that begins with a vowel ends many another word: "brukene" and "ukene", and
      // what is not of forms ends as inflections do: "tjenesten" and "sten".
      const isLikely = !VOWEL.test(word) || word.length >= within.vowel;
      const isForm = isLikely && !within.not_forms.includes(word);
      if (!stopWords.has(word) && word.length >= within.form && isForm) forms.set(word, first);
      if (!stopWords.has(word) && found.length >= within.tail) tails.set(found, stemOfFirst);
    }
  }
  const longest = Math.max(
    ...[...heads.keys(), ...tails.keys(), ...forms.keys()].map((word) => word.length),
  );

  const softEnds = new Set(rules.compounds.soft_ends.map(stem));

  /** Return Snowball's stem without what it leaves of inflections. */
  function bare(word) {
    if (ASCII.test(word) && !LETTERS.test(word)) return word;
    let plain = word;
    for (const [letter, to] of rules.accents) plain = plain.replaceAll(letter, to);
    const short = plain.match(shortWords);
    if (short) return short[1]; // "byen" and "sjøer": Snowball leaves words so short alone
    // Twice, and an "s" that only some forms leave: "innvandrar|ane", "trafikklys|et".
    let found = snowball.stemWord(plain).replace(endings, "").replace(endings, "");
    found = found.replace(finalS, "");
    if (found.length > 3 && found.at(-1) === found.at(-2)) found = found.slice(0, -1);
    return found.length > 4 ? found.replace(syncope, `$1${rules.syncope[1]}`) : found; // nøkler
  }

  /** Return the stem that stands for a bokmål and a nynorsk one, in compounds too. */
  function oneSpelling(found) {
    if (spelling.has(found)) return spelling.get(found);
    let one = found;
    for (let length = Math.min(longest, one.length - within.rest); length > 0; length -= 1) {
      const head = heads.get(one.slice(0, length));
      if (head !== undefined) {
        one = head + one.slice(length);
        break;
      }
    }
    for (let length = Math.min(longest, one.length - within.rest); length > 0; length -= 1) {
      const tail = tails.get(one.slice(-length));
      if (tail !== undefined) return one.slice(0, -length) + tail;
    }
    return one;
  }

  /** Return the stem of a word in lower case: the same for "ferja" and "fergene". */
  function stem(word) {
    if (!known.has(word)) known.set(word, oneSpelling(plain(word)));
    return known.get(word);
  }

  /** Return the stem in the word's own spelling; a compound's by its last part, if listed. */
  function plain(word) {
    if (!forms.has(word)) {
      for (let length = Math.min(longest, word.length - within.rest); length > 0; length -= 1) {
        const listed = forms.get(word.slice(-length));
        // "frukttrær" as "frukttre"
        if (listed !== undefined) return word.slice(0, -length) + bare(listed);
      }
    }
    return bare(word);
  }

  /** Return what a word in lower case is looked up by: "næring", "naering", "naring" alike. */
  function fold(word) {
    if (!folds.test(word)) return word; // as are most, of the thousands that an error is held against
    let folded = word.normalize("NFD").replace(/\p{M}/gu, "");
    for (const [letters, to] of rules.letters) folded = folded.replaceAll(letters, to);
    return folded;
  }

  return {
    stem,
    fold,
    isStopWord: (word) => stopWords.has(word),
    isSoftWord: (word) => softWords.has(word),
    isQuestionWord: (word) => questionWords.has(word),
    keys: keyFinder(rules, prefixes, rules.patterns),
    askedKeys: keyFinder(rules, prefixes, { ...rules.patterns, ...rules.asked_patterns }),
    bindings: rules.compounds.bindings,
    prepositions: rules.compounds.prepositions,
    isSoftEnd: (word) => softEnds.has(stem(word)),
    typing: rules.typing_errors,
  };
}

/** Return a word as it is typed without Norwegian letters, each with two: "paa" and "naar". */
function ascii(word) {
  return word.replaceAll("æ", "ae").replaceAll("ø", "oe").replaceAll("å", "aa");
}

/** Make what finds case numbers and dates in a text, as keys that are alike however written.

    "Mai 17" is a month to one who asks, and mostly none in a paper: questions have more patterns. */
function keyFinder(rules, prefixes, written) {
  const bodies = new Map(Object.entries(prefixes).map(([word, body]) => [word.toLowerCase(), body]));
  const months = new Map();
  rules.months.forEach((names, at) => names.forEach((name) => months.set(name, at + 1)));
  let patterns = null; // made when a text first has a digit, which takes a while

  function made() {
    return Object.entries(written).map(([name, pattern]) => [
      name,
      new RegExp(
        pattern
          .replaceAll("{letter}", "[\\p{L}\\p{N}]")
          .replaceAll("{months}", anyOf(months.keys()))
          .replaceAll("{prefixes}", anyOf(bodies.keys())),
        "giu",
      ),
    ]);
  }

  function number(prefix, digits, year, own) {
    if (Number(digits) === 0) return [];
    const plain = `${Number(digits)}/${fullYear(year)}`;
    const body = bodies.get((prefix ?? "").toLowerCase()) || own;
    return body ? [`#${body}:${plain}`, `#${plain}`] : [`#${plain}`];
  }

  function keysOf(name, [, first, second, third], own) {
    if (name.startsWith("number")) return number(first, second, third, own);
    const monthOf = (word) => months.get(word.toLowerCase()) ?? Number(word);
    if (name.startsWith("month")) {
      const [month, year] = name === "month_last" ? [second, first] : [first, second];
      return [`@${fullYear(year)}-${two(monthOf(month))}`];
    }
    if (["iso", "compact"].includes(name)) return day(Number(first), Number(second), Number(third));
    return day(fullYear(third), monthOf(second), Number(first));
  }

  /** `own` is the body whose numbers have no prefix, if any. */
  return function keys(text, own) {
    const found = [];
    if (!DIGIT.test(text)) return found;
    patterns ??= made();
    for (const [name, pattern] of patterns) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index;
        const end = start + match[0].length;
        const keys = keysOf(name, match, own);
        if (keys.length > 0 && !found.some((key) => start < key.end && key.start < end)) {
          found.push({ start, end, keys });
        }
      }
    }
    return found.sort((one, other) => one.start - other.start);
  };
}

const PIVOT = 70; // 69 is 2069, 70 is 1970, as in meeting_archive.identifiers

/** Return the year that is written as "2016", "16" or "’16". */
function fullYear(written) {
  const digits = written.replace(/^['’]/, "");
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (year < PIVOT ? 2000 : 1900);
}

function day(year, month, date) {
  const found = new Date(Date.UTC(year, month - 1, date));
  const real = year >= 100 && found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  if (!real) return [];
  const written = `@${String(year).padStart(4, "0")}-${two(month)}`;
  return [`${written}-${two(date)}`, written];
}

function two(number) {
  return String(number).padStart(2, "0");
}

function anyOf(words) {
  const longestFirst = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return longestFirst.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|") || "(?!)";
}
