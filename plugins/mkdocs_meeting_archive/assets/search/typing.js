/* Typing errors: which word of the archive is meant by one that it does not have. */

/** Make what measures how likely it is that one word was typed for another, both folded. */
export function typingErrors(rules) {
  const cheap = new Set(rules.cheap_pairs.flatMap(([a, b]) => [pair(a, b), pair(b, a)]));

  /** Return what may be wrong in a word of a length at most. */
  function most(length) {
    return rules.most.reduce((best, [from, cost]) => (length >= from ? cost : best), 0);
  }

  /** Return the cost of the errors that make one word of the other, Infinity above `limit`.

      Asked of some ten thousand words for each error: only what can stay within the limit is
      reckoned, which is a band along the diagonal. */
  function cost(typed, meant, limit) {
    const band = Math.floor(limit / rules.cheap);
    const width = meant.length + 1;
    if (Math.abs(typed.length - meant.length) > band) return Infinity;
    let beforeLast = new Float64Array(width);
    let last = Float64Array.from({ length: width }, (_, at) => at);
    let row = new Float64Array(width);
    for (let i = 1; i <= typed.length; i += 1) {
      const from = Math.max(1, i - band);
      const to = Math.min(meant.length, i + band);
      row[from - 1] = from === 1 ? i : Infinity;
      if (i + band <= meant.length) last[i + band] = i === 1 ? last[i + band] : Infinity;
      let lowest = row[from - 1];
      const oneMoreTyped = oneMore(typed, i - 1);
      for (let j = from; j <= to; j += 1) {
        let least = last[j - 1] + exchange(typed, i - 1, meant, j - 1);
        least = Math.min(least, last[j] + oneMoreTyped, row[j - 1] + oneMore(meant, j - 1));
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
  }

  function exchange(one, i, other, j) {
    const a = one.charCodeAt(i);
    const b = other.charCodeAt(j);
    if (a === b) return 0;
    return cheap.has(65536 * a + b) ? rules.cheap : 1;
  }

  /** A letter doubled, or not, is easily missed. */
  function oneMore(word, at) {
    const letter = word.charCodeAt(at);
    const isDouble = letter === word.charCodeAt(at - 1) || letter === word.charCodeAt(at + 1);
    return isDouble ? rules.cheap : 1;
  }

  return { most, cost };
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
