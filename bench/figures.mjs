// The few statistics the benches print. Each takes at least one time.

/** The value at a share of the sorted list: 0 the smallest, 1 the largest. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}

/** The middle value; of an even number of values the upper one of the two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
