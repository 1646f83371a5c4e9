// The confidence of a camera's AI, spread so that all three fates occur: automatic report, review by a person, log only.

/** Share and range of each class of confidence. */
const SHARES = [
  { share: 0.42, from: 0.18, to: 0.5 },
  { share: 0.38, from: 0.5, to: 0.9 },
  { share: 0.2, from: 0.9, to: 0.985 },
] as const;

/** Maps a number in [0, 1) to a confidence. */
export function confidenceOf(draw: number): number {
  let below = 0;
  for (const { share, from, to } of SHARES) {
    if (draw < below + share) return Number((from + ((draw - below) / share) * (to - from)).toFixed(3));
    below += share;
  }
  return SHARES[2].to;
}
