// A round length for the scale bar of a map.

/** Metres per pixel at the equator and zoom 0, for tiles of 512 px. */
const EQUATOR_M_PER_PX = 78_271.517;

export interface ScaleBar {
  metres: number;
  px: number;
}

/** The longest of 1, 2, 5 × 10ⁿ that is no wider than `maxPx`. */
export function scaleBar(zoom: number, lat: number, maxPx: number): ScaleBar {
  const metresPerPx = (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
  const power = 10 ** Math.floor(Math.log10(metresPerPx * maxPx));
  const step = [5, 2, 1].find((factor) => factor * power <= metresPerPx * maxPx) ?? 1;
  return { metres: step * power, px: (step * power) / metresPerPx };
}
