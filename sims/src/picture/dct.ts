// Forward discrete cosine transform of an 8 × 8 block. [ITU-T T.81 A.3.3]

const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});
const cosines = Float64Array.from(COSINES);
const half = new Float64Array(64);

/** In place: 64 samples, row by row, become 64 coefficients. Separable: rows, then columns. */
export function forwardDct(block: Float64Array): void {
  for (let row = 0; row < 64; row += 8) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += (cosines[u * 8 + x] ?? 0) * (block[row + x] ?? 0);
      half[row + u] = sum;
    }
  }
  for (let column = 0; column < 8; column++) {
    for (let v = 0; v < 8; v++) {
      let sum = 0;
      for (let y = 0; y < 8; y++) sum += (cosines[v * 8 + y] ?? 0) * (half[y * 8 + column] ?? 0);
      block[v * 8 + column] = sum;
    }
  }
}
