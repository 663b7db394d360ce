/* A reader's question, read: numbers, dates, phrases, words, and what is to be left out. */

import { normal, tokens } from "./norwegian.js";

const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
const QUOTED = /(^|[\s(])(-?)(?:"([^"]*)(?:"|$)|«([^»]*)(?:»|$)|“([^”]*)(?:”|$)|„([^“”]*)(?:[“”]|$))/gu;
const GLUED = /(?<![\p{L}\p{N}])\d+(?:[./-]\d+)+(?![\p{L}\p{N}])/gu;
const WITHOUT = /(^|\s)-(?=[\p{L}\p{N}])/u;

const NUMBER = "#"; // what the keys of case numbers begin with
const SPOKEN = 3; // words that no question is about make a sentence of it

/** Read a question.

    Returns `wanted`, in the order asked: {kind: "keys", keys, printed}, {kind: "phrase", words,
    printed} or {kind: "word", form, printed, follows}; `unwanted` alike; `passedOver`, the words
    that no question is about; and whether it is `spoken`, as to a person. */
export function readQuestion(text, language) {
  const asked = normal(text).replace(UNSEEN, " ");
  const wanted = [];
  const unwanted = [];
  const passedOver = [];
  const rest = takePhrases(asked, language, wanted, unwanted);
  readWords(rest, language, wanted, unwanted, passedOver);
  if (wanted.length === 0 && unwanted.length === 0 && passedOver.length > 0) {
    // Only words that no question is about: then it is their order that counts.
    const words = passedOver.map((token) => token.form);
    wanted.push({ kind: "phrase", words, printed: passedOver.map((t) => t.printed).join(" ") });
    return { wanted, unwanted, passedOver: [], spoken: false };
  }
  wanted.sort((one, other) => one.place - other.place);
  const spoken =
    passedOver.length >= SPOKEN || passedOver.some((token) => language.isQuestionWord(token.form));
  return { wanted, unwanted, passedOver: passedOver.map((token) => token.printed), spoken };
}

/** Take what is quoted out of a question; what is taken leaves its place empty. */
function takePhrases(asked, language, wanted, unwanted) {
  return asked.replace(QUOTED, (whole, before, minus, ...quoted) => {
    const offset = quoted[4];
    const printed = quoted.slice(0, 4).find((each) => each !== undefined).trim();
    const words = tokens(printed).map((token) => token.form);
    const part = { printed, place: offset };
    const [key] = language.askedKeys(printed);
    // A case number is the same however it is written: it stands in no text as it is quoted.
    if (key?.end - key?.start === printed.length && key.keys[0].startsWith(NUMBER)) {
      (minus ? unwanted : wanted).push({ kind: "keys", keys: key.keys, ...part });
    } else if (words.length > 0) {
      (minus ? unwanted : wanted).push({ kind: "phrase", words, ...part });
    }
    return " ".repeat(whole.length);
  });
}

function readWords(rest, language, wanted, unwanted, passedOver) {
  const keys = language.askedKeys(rest);
  for (const key of keys) {
    const printed = rest.slice(key.start, key.end);
    wanted.push({ kind: "keys", keys: key.keys, printed, place: key.start });
  }
  const taken = [...keys, ...takeNumbers(rest, keys, wanted)];
  let before = null;
  let stop = null;
  for (const token of tokens(rest)) {
    if (taken.some((each) => each.start < token.end && token.start < each.end)) {
      before = null;
      continue;
    }
    const word = { kind: "word", form: token.form, printed: token.printed, place: token.start };
    if (WITHOUT.test(rest.slice(Math.max(0, token.start - 2), token.end))) {
      unwanted.push(word);
      before = null;
    } else if (language.isStopWord(token.form)) {
      passedOver.push(token);
      before = null;
      stop = token;
      continue;
    } else {
      word.follows = before;
      word.soft = language.isSoftWord(token.form);
      word.afterStop = stop;
      wanted.push(word);
      before = word;
    }
    stop = null;
  }
}

/** Take numbers that are glued together and are no key, as phrases: the 31st of November is not
    31, 11 and 2010. Returns where they stand. */
function takeNumbers(rest, keys, wanted) {
  const found = [];
  for (const match of rest.matchAll(GLUED)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (keys.some((key) => key.start < end && start < key.end)) continue;
    const words = tokens(match[0]).map((token) => token.form);
    wanted.push({ kind: "phrase", words, printed: match[0], place: start });
    found.push({ start, end });
  }
  return found;
}
