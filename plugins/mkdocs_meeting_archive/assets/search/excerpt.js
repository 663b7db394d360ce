/* What a result shows of its texts: the decision first, and where the words stand. */

import { tokens } from "./norwegian.js";

const LONGEST = 240;
const BEFORE = 60; // how much is shown before the first hit
const MOST = 2;
const SHORTEST_PART = 4; // a shorter stem is not looked for inside of words
const TITLE = 3;
const DECISION = 2;

/** Make what finds the words of a question in texts.

    `stems` are the terms that were found, `phrases` lists of folded words, `keys` numbers and
    dates. */
export function marker({ stems, phrases, keys }, language) {
  const whole = new Set(stems);
  const parts = stems.map(language.fold).filter((stem) => stem.length >= SHORTEST_PART);
  const known = new Map(); // the same words stand in many of the texts

  /** Return where a text has hits, and which of the words it has. */
  function hits(text, body) {
    const words = tokens(text);
    const found = [];
    for (const { start, end, form } of words) {
      if (!known.has(form)) known.set(form, hitOf(form));
      const what = known.get(form);
      if (what) found.push({ start, end, what });
    }
    for (const phrase of phrases) found.push(...phraseHits(words, phrase));
    if (keys.length > 0) {
      for (const key of language.keys(text, body)) {
        const what = key.keys.find((each) => keys.includes(each));
        if (what) found.push({ start: key.start, end: key.end, what });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** Return which of the words one in a text is, or has as its part, if any. */
  function hitOf(form) {
    const stem = language.stem(form);
    if (whole.has(stem)) return stem;
    const folded = language.fold(stem);
    return parts.find((each) => folded.startsWith(each) || folded.endsWith(each));
  }

  function phraseHits(words, phrase) {
    const found = [];
    for (let at = 0; at + phrase.length <= words.length; at += 1) {
      if (phrase.every((word, more) => language.fold(words[at + more].form) === word)) {
        const end = words[at + phrase.length - 1].end;
        found.push({ start: words[at].start, end, what: phrase.join(" ") });
      }
    }
    return found;
  }

  return { hits };
}

/** Return what a result shows of an entry: its title and passages in pieces, and the sub-item
    that the best passage stands in. */
export function excerpt(entry, found, body) {
  const title = found.hits(entry.title, body);
  const passages = entry.passages.map(([text, tier, label, language, anchor], at) => {
    const hits = found.hits(text, body);
    return { text, tier, label, language, anchor, at, hits, several: count(hits) };
  });
  const texts = passages.filter((passage) => passage.tier !== TITLE);
  const item = bestItem(passages, count(title));
  const shown = chosen(texts, item);
  return {
    titlePieces: pieces(entry.title, title),
    item: passages.find((each) => each.tier === TITLE && each.anchor === item)?.text ?? null,
    anchor: item ?? loneAnchor(shown, title),
    passages: shown.map(({ text, label, language, hits }) => ({
      label,
      language,
      pieces: cut(text, hits),
    })),
  };
}

/** Return the anchor of the sub-item that says more of the question than the case's own title. */
function bestItem(passages, inTitle) {
  const items = new Set(passages.filter((each) => each.tier === TITLE).map((each) => each.anchor));
  let best = null;
  let most = inTitle;
  const elsewhere = Math.max(
    0,
    ...passages.filter((each) => !items.has(each.anchor)).map((each) => each.several),
  );
  for (const anchor of items) {
    const own = passages.filter((each) => each.anchor === anchor);
    const several = count(own.flatMap((each) => each.hits));
    const named = own.some((each) => each.tier === TITLE && each.several > 0);
    if (several > most && (named || several > elsewhere)) {
      best = anchor;
      most = several;
    }
  }
  return best;
}

/** Return the anchor of the passage with the hits, where the title has none: of a session. */
function loneAnchor(shown, title) {
  if (title.length > 0) return null;
  return shown.find((each) => each.several > 0)?.anchor ?? null;
}

/** Return the passages to show: a decision first, then the one with the most of the words. */
function chosen(texts, item) {
  const rank = (each) => [
    each.tier === DECISION ? 1 : 0,
    each.anchor === item ? 1 : 0,
    each.several,
    -each.at,
  ];
  const decisions = texts.filter((each) => each.tier === DECISION);
  const best = first(decisions, (each) => [each.several, each.anchor === item ? 1 : 0, -each.at]);
  const more = first(
    texts.filter((each) => each !== best && each.several > 0),
    (each) => [each.several, ...rank(each)],
  );
  const shown = [best, more].filter(Boolean).slice(0, MOST);
  if (best && more && best.several >= more.several && best.several > 0) return [best];
  return shown.length > 0 ? shown : texts.slice(0, 1);
}

/** Return the item with the highest rank, ranks being compared from the left. */
function first(items, rank) {
  return items.reduce((best, item) => {
    if (best === null) return item;
    const [one, other] = [rank(item), rank(best)];
    const at = one.findIndex((value, position) => value !== other[position]);
    return at >= 0 && one[at] > other[at] ? item : best;
  }, null);
}

function count(hits) {
  return new Set(hits.map((hit) => hit.what)).size;
}

/** Return a text in pieces, those that are hits marked. */
function pieces(text, hits) {
  const found = [];
  let at = 0;
  for (const { start, end } of hits) {
    if (start < at) continue; // inside of a longer one
    if (start > at) found.push({ text: text.slice(at, start), hit: false });
    found.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), hit: false });
  return found;
}

/** Return the stretch of a text that has its hits, in pieces. */
function cut(text, hits) {
  if (text.length <= LONGEST) return pieces(text, hits);
  const densest = first(hits, (hit) => [
    count(hits.filter((each) => each.start >= hit.start && each.end <= hit.start + LONGEST - BEFORE)),
    -hit.start,
  ]);
  let start = Math.max(0, (densest?.start ?? 0) - BEFORE);
  if (start < BEFORE) start = 0;
  let end = Math.min(text.length, start + LONGEST);
  if (start > 0) start = after(text, start);
  if (end < text.length) end = before(text, end, start);
  const within = hits
    .filter((hit) => hit.start >= start && hit.end <= end)
    .map((hit) => ({ start: hit.start - start, end: hit.end - start }));
  const found = pieces(text.slice(start, end), within);
  if (start > 0) found.unshift({ text: "… ", hit: false });
  if (end < text.length) found.push({ text: " …", hit: false });
  return found;
}

/** Return the start of the first word after a place. */
function after(text, at) {
  const space = text.slice(at, at + 30).search(/\s/u);
  return space < 0 ? at : at + space + 1;
}

/** Return the end of the last word before a place. */
function before(text, at, start) {
  const space = text.lastIndexOf(" ", at);
  return space > start + LONGEST / 2 ? space : at;
}
