// Borders as lines, each once: between units of one level, against the neighbouring land, against the sea.
import type { Area, Line, Point } from "../city/plane.ts";
import { at, type Box, boxesTouch, boxOf, distanceToSegmentM } from "../city/ring.ts";

/** Two borders nearer than this are the same border. */
const SAME_BORDER_M = 2;

export interface Edge {
  a: Point;
  b: Point;
}

export const edgesOf = (area: Area): Edge[] => area.flatMap((ring) => ring.map((b, i) => ({ a: at(ring, i - 1), b })));

export const middle = ({ a, b }: Edge): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** Index of edges that finds whether a point lies on one of them; buckets of one kilometre make it fast. */
export class BorderIndex {
  #cells = new Map<string, Edge[]>();
  constructor(edges: readonly Edge[]) {
    for (const edge of edges) {
      const box = boxOf([edge.a, edge.b]);
      for (let x = cell(box.minX - SAME_BORDER_M); x <= cell(box.maxX + SAME_BORDER_M); x++) {
        for (let y = cell(box.minY - SAME_BORDER_M); y <= cell(box.maxY + SAME_BORDER_M); y++) {
          const key = `${x},${y}`;
          const bucket = this.#cells.get(key);
          if (bucket) bucket.push(edge);
          else this.#cells.set(key, [edge]);
        }
      }
    }
  }
  contains(point: Point): boolean {
    const near = this.#cells.get(`${cell(point[0])},${cell(point[1])}`) ?? [];
    return near.some(({ a, b }) => distanceToSegmentM(point, a, b) < SAME_BORDER_M);
  }
}

const cell = (metres: number): number => Math.floor(metres / 1000);

/** Borders among the children that are not borders of the parents. */
export function innerBorders(children: readonly Area[], parents: readonly Area[]): Line[] {
  const outer = new BorderIndex(parents.flatMap(edgesOf));
  return chained(onceEach(children.flatMap(edgesOf)).filter((edge) => !outer.contains(middle(edge))));
}

/** Borders that two units share, and those that only one has. */
export function sharedAndOuter(units: readonly Area[]): { shared: Edge[]; outer: Edge[] } {
  const indices = units.map((area) => ({ box: boxOf(area.flat()), index: new BorderIndex(edgesOf(area)) }));
  const shared: Edge[] = [];
  const outer: Edge[] = [];
  units.forEach((area, own) => {
    for (const edge of edgesOf(area)) {
      const point = middle(edge);
      const other = indices.findIndex(({ index, box }, i) => i !== own && near(box, point) && index.contains(point));
      if (other < 0) outer.push(edge);
      else if (other > own) shared.push(edge);
    }
  });
  return { shared, outer };
}

const near = (box: Box, [x, y]: Point): boolean =>
  boxesTouch(box, {
    minX: x - SAME_BORDER_M,
    maxX: x + SAME_BORDER_M,
    minY: y - SAME_BORDER_M,
    maxY: y + SAME_BORDER_M,
  });

const key = ([x, y]: Point): string => `${Math.round(x)},${Math.round(y)}`;

/** Neighbours draw the same edge in opposite directions. */
function onceEach(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter(({ a, b }) => {
    const name = [key(a), key(b)].sort().join(" ");
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Joins edges that follow one another into long lines. */
export function chained(edges: readonly Edge[]): Line[] {
  const byStart = new Map<string, Edge[]>();
  for (const edge of edges) byStart.set(key(edge.a), [...(byStart.get(key(edge.a)) ?? []), edge]);
  const used = new Set<Edge>();
  const ends = new Set(edges.map(({ b }) => key(b)));
  const walk = (first: Edge): Line => {
    const line: Point[] = [first.a];
    for (let edge: Edge | undefined = first; edge; edge = byStart.get(key(edge.b))?.find((next) => !used.has(next))) {
      used.add(edge);
      line.push(edge.b);
    }
    return line;
  };
  // Edges without a predecessor first, so that a line does not start in its middle; rings have none.
  const ordered = [...edges.filter(({ a }) => !ends.has(key(a))), ...edges];
  return ordered.filter((edge) => !used.has(edge)).flatMap((edge) => (used.has(edge) ? [] : [walk(edge)]));
}
