// The place of a label beside its symbol: E W N S NE SE NW SW, then at the end of a leader line, then none.
import {
  type Box,
  type DeclutterOptions,
  overlaps,
  type PlacedLabel,
  type PlacedSymbol,
  type SymbolLabel,
} from "./map-symbol.ts";

const SUB_SCALE = 0.78;
const LINE_HEIGHT = 1.2;
const GAP_PX = 7;
/** A leader line of less than 30 px would look like a smudge. */
const LEADER_PX = [46, 70, 96, 128, 164];
const LEADER_DIRECTIONS = 16;

export const subSizePx = (label: SymbolLabel): number => Math.round(label.sizePx * SUB_SCALE);

export function labelSize(label: SymbolLabel, measure: DeclutterOptions["measure"]): readonly [number, number] {
  const spacing = (label.spacing ?? 0) * label.sizePx * label.text.length;
  const width = measure(label.text, label.sizePx, label.weight) + spacing;
  if (label.sub === undefined) return [width, label.sizePx * LINE_HEIGHT];
  const subWidth = measure(label.sub, subSizePx(label), 400);
  return [Math.max(width, subWidth), (label.sizePx + subSizePx(label)) * LINE_HEIGHT];
}

type Candidate = PlacedLabel & { order: number };

function sides(
  item: PlacedSymbol,
  [w, h]: readonly [number, number],
  [lw, lh]: readonly [number, number],
): Candidate[] {
  const { x, y } = item;
  const dx = w / 2 + GAP_PX;
  const dy = h / 2 + GAP_PX * 0.4;
  const at = (left: number, top: number, align: PlacedLabel["align"], order: number): Candidate => ({
    box: { left, top, right: left + lw, bottom: top + lh },
    align,
    leader: null,
    order,
  });
  return [
    at(x + dx, y - lh / 2, "start", 0),
    at(x - dx - lw, y - lh / 2, "end", 1),
    at(x - lw / 2, y - dy - lh, "middle", 2),
    at(x - lw / 2, y + dy, "middle", 3),
    at(x + dx * 0.75, y - dy - lh * 0.7, "start", 4),
    at(x + dx * 0.75, y + dy - lh * 0.3, "start", 5),
    at(x - dx * 0.75 - lw, y - dy - lh * 0.7, "end", 6),
    at(x - dx * 0.75 - lw, y + dy - lh * 0.3, "end", 7),
  ];
}

function leaders(
  item: PlacedSymbol,
  [w, h]: readonly [number, number],
  [lw, lh]: readonly [number, number],
): Candidate[] {
  const out: Candidate[] = [];
  for (const distance of LEADER_PX) {
    for (let k = 0; k < LEADER_DIRECTIONS; k++) {
      const angle = ((k + 0.5) / LEADER_DIRECTIONS) * 2 * Math.PI;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const x2 = item.x + cos * (Math.max(w, h) / 2 + distance);
      const y2 = item.y + sin * (Math.max(w, h) / 2 + distance);
      const left = cos >= 0 ? x2 + 4 : x2 - 4 - lw;
      const box = { left, top: y2 - lh / 2, right: left + lw, bottom: y2 + lh / 2 };
      const x1 = item.x + (cos * w) / 2;
      const y1 = item.y + (sin * h) / 2;
      out.push({ box, align: cos >= 0 ? "start" : "end", leader: [x1, y1, x2, y2], order: 8 + out.length });
    }
  }
  return out;
}

/** A name without a symbol stands on its point, or a little above or below it. */
function nameSpots({ x, y }: PlacedSymbol, [lw, lh]: readonly [number, number]): Candidate[] {
  const offsets = [0, -0.9, 0.9, -1.8, 1.8];
  return offsets.map((k, order) => {
    const top = y + k * lh - lh / 2;
    return {
      box: { left: x - lw / 2, top, right: x + lw / 2, bottom: top + lh },
      align: "middle",
      leader: null,
      order,
    };
  });
}

function overlapArea(box: Box, others: readonly Box[]): number {
  let area = 0;
  for (const other of others) {
    const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    if (width > 0 && height > 0) area += width * height;
  }
  return area;
}

export function placeLabel(
  item: PlacedSymbol,
  size: readonly [number, number],
  taken: readonly Box[],
  options: DeclutterOptions,
): PlacedLabel | null {
  const { label } = item.symbol;
  if (label === undefined) return null;
  const box = labelSize(label, options.measure);
  const isName = item.symbol.kind === "name";
  const near = isName ? nameSpots(item, box) : sides(item, size, box);
  const inside = ({ left, top, right, bottom }: Box) =>
    left >= 4 && top >= 4 && right <= options.width - 4 && bottom <= options.height - 4;
  const free = (candidate: Candidate) =>
    inside(candidate.box) && !taken.some((other) => overlaps(candidate.box, other));
  const found = near.find(free);
  if (found !== undefined) return found;
  if (isName || item.symbol.rank > LEADER_RANK) return null;
  const far = leaders(item, size, box);
  const led = far.find(free);
  if (led !== undefined || item.symbol.keepLabel !== true) return led ?? null;
  const possible = [...near, ...far].filter((candidate) => inside(candidate.box));
  return (
    possible.toSorted((a, b) => overlapArea(a.box, taken) - overlapArea(b.box, taken) || a.order - b.order)[0] ?? null
  );
}

/** Only important symbols get a leader line: P1, P2 and warned or silent gauges. */
const LEADER_RANK = 29;
