/* Typing errors: which word of the archive is meant by one that it does not have. */

const SHARED = /(\d+)/;
const ROUNDED = 1e-9; // costs that are added in another order are the same

/** Make what measures how likely it is that one word was typed for another, both folded. */
export function typingErrors(rules) {
  const dear = Math.min(1, 2 * rules.cheap); // the error that is no cheap exchange, or two of a double
  const pairs = rules.cheap_pairs.flatMap(([a, b]) => [[a, b], [b, a]]);
  const cheap = new Set(pairs.map(([a, b]) => pair(a, b)));
  const cheapFor = new Int32Array(32); // the letters that one is easily exchanged for, as bits
  for (const [a, b] of pairs) cheapFor[place(a)] |= lettersOf(b);

  /** Return what may be wrong in a word of a length at most. */
  function most(length) {
    return rules.most.reduce((best, [from, cost]) => (length >= from ? cost : best), 0);
  }

  /** Return a function of words that returns the cost of the errors that make the typed one of
      each, Infinity above `limit`.

      It is asked of some ten thousand words for each error. Most lack too many letters of the
      other; of the rest only what can stay within the limit is reckoned, which is a band along
      the diagonal. */
  function costOf(typed, limit) {
    const band = Math.floor(limit / rules.cheap);
    const letters = lettersOf(typed);
    const moreTyped = costsOfOneMore(typed);
    let beforeLast = new Float64Array(typed.length + band + 1);
    let last = new Float64Array(beforeLast.length);
    let row = new Float64Array(beforeLast.length);

    return function cost(meant) {
      if (Math.abs(typed.length - meant.length) > band) return Infinity;
      const others = lettersOf(meant);
      const least = Math.max(leastCost(letters, others), leastCost(others, letters));
      if (least > limit + ROUNDED) return Infinity;
      const moreMeant = costsOfOneMore(meant);
      for (let j = 0; j <= meant.length; j += 1) last[j] = j;
      for (let i = 1; i <= typed.length; i += 1) {
        const from = Math.max(1, i - band);
        const to = Math.min(meant.length, i + band);
        row[from - 1] = from === 1 ? i : Infinity;
        if (i > 1 && i + band <= meant.length) last[i + band] = Infinity;
        let lowest = row[from - 1];
        for (let j = from; j <= to; j += 1) {
          let least = last[j - 1] + exchange(typed.charCodeAt(i - 1), meant.charCodeAt(j - 1));
          least = Math.min(least, last[j] + moreTyped[i - 1], row[j - 1] + moreMeant[j - 1]);
          if (i > 1 && j > 1 && isSwapped(typed, i, meant, j)) {
            least = Math.min(least, beforeLast[j - 2] + 1);
          }
          row[j] = least;
          if (least < lowest) lowest = least;
        }
        if (lowest > limit + 1) return Infinity; // two letters swapped are reckoned two rows on
        [beforeLast, last, row] = [last, row, beforeLast];
      }
      return last[meant.length] <= limit ? last[meant.length] : Infinity;
    };
  }

  /** Return what it costs at least that a word has letters that the other has not.

      Each of them was exchanged or is one too many; of one that is doubled there are two. */
  function leastCost(letters, others) {
    let cost = 0;
    for (let left = letters & ~others; left !== 0; left &= left - 1) {
      cost += cheapFor[31 - Math.clz32(left & -left)] & others ? rules.cheap : dear;
    }
    return cost;
  }

  function exchange(a, b) {
    if (a === b) return 0;
    return cheap.has(65536 * a + b) ? rules.cheap : 1;
  }

  /** Return what each letter of a word costs as one too many.

      A letter doubled, or not, is easily missed. */
  function costsOfOneMore(word) {
    const costs = new Float64Array(word.length);
    for (let at = 0; at < word.length; at += 1) {
      const letter = word.charCodeAt(at);
      const isDouble = letter === word.charCodeAt(at - 1) || letter === word.charCodeAt(at + 1);
      costs[at] = isDouble ? rules.cheap : 1;
    }
    return costs;
  }

  return { most, costOf };
}

/** Return the spellings in a file of the dictionary as [spelling, how often, the word meant]. */
export function spellings({ words, counts, stems, stemCounts }) {
  const stemsAndWords = unpacked(stems);
  return [
    ...unpacked(words).map((word, at) => [word, counts[at], word]),
    ...stemCounts.map((count, at) => [stemsAndWords[2 * at], count, stemsAndWords[2 * at + 1]]),
  ];
}

/** Return words, each of which is written as how many letters it begins with of the one before,
    and its others. */
function unpacked(written) {
  const parts = written.split(SHARED);
  const words = [];
  let word = "";
  for (let at = 1; at < parts.length; at += 2) {
    word = word.slice(0, Number(parts[at])) + parts[at + 1];
    words.push(word);
  }
  return words;
}

/** Return which letters a word has, each as a bit; some share one. */
function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << word.charCodeAt(at); // modulo 32
  return letters;
}

/** Return which bit is a letter's. */
function place(letter) {
  return letter.charCodeAt(0) % 32;
}

function isSwapped(typed, i, meant, j) {
  return (
    typed.charCodeAt(i - 1) === meant.charCodeAt(j - 2) &&
    typed.charCodeAt(i - 2) === meant.charCodeAt(j - 1)
  );
}

/** Return one number for two letters: a hundred thousand are looked up for each error. */
function pair(one, other) {
  return 65536 * one.charCodeAt(0) + other.charCodeAt(0);
}
