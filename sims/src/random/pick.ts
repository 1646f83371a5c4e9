// Picks one of several items with a random number in [0, 1).

export function pickFrom<T>(items: readonly T[], draw: number): T {
  const item = items[Math.min(items.length - 1, Math.floor(draw * items.length))];
  if (item === undefined) throw new RangeError("expected a list with items, got an empty one");
  return item;
}

/** The probability of an item is proportional to its weight. */
export function pickWeighted<T>(items: readonly { item: T; weight: number }[], draw: number): T {
  let left = draw * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const { item, weight } of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return pickFrom(items, 0.999_999).item;
}
