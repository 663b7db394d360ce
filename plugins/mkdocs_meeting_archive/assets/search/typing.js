/* Typing errors: which word of the archive is meant by one that it does not have. */

/** Make what measures how likely it is that one word was typed for another, both folded. */
export function typingErrors(rules) {
  const cheap = new Set(rules.cheap_pairs.flatMap((pair) => [pair, pair[1] + pair[0]]));

  /** Return what may be wrong in a word of a length at most. */
  function most(length) {
    return rules.most.reduce((best, [from, cost]) => (length >= from ? cost : best), 0);
  }

  /** Return the cost of the errors that make one word of the other, Infinity above `limit`. */
  function cost(typed, meant, limit) {
    if (Math.abs(typed.length - meant.length) * rules.cheap > limit) return Infinity;
    let beforeLast = [];
    let last = Array.from({ length: meant.length + 1 }, (_, at) => at);
    for (let i = 1; i <= typed.length; i += 1) {
      const row = [i];
      let lowest = i;
      for (let j = 1; j <= meant.length; j += 1) {
        row[j] = Math.min(
          last[j - 1] + exchange(typed[i - 1], meant[j - 1]),
          last[j] + oneMore(typed, i - 1),
          row[j - 1] + oneMore(meant, j - 1),
        );
        if (i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1]) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        if (row[j] < lowest) lowest = row[j];
      }
      if (lowest > limit + 1) return Infinity;
      beforeLast = last;
      last = row;
    }
    return last[meant.length] <= limit ? last[meant.length] : Infinity;
  }

  function exchange(one, other) {
    if (one === other) return 0;
    return cheap.has(one + other) ? rules.cheap : 1;
  }

  /** A letter doubled, or not, is easily missed. */
  function oneMore(word, at) {
    return word[at] === word[at - 1] || word[at] === word[at + 1] ? rules.cheap : 1;
  }

  return { most, cost };
}
