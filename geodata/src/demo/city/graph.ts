// Selects the places that roads connect: minimum spanning tree, short Delaunay edges, Gabriel graph.
import { Delaunay } from "d3-delaunay";
import type { Point } from "./plane.ts";
import { at, distanceM } from "./ring.ts";

export interface Edge {
  from: number;
  to: number;
  lengthM: number;
}

const delaunayOf = (points: readonly Point[]): Delaunay<Point> =>
  Delaunay.from(
    points,
    ([x]) => x,
    ([, y]) => y,
  );

function delaunayEdges(points: readonly Point[]): Edge[] {
  const delaunay = delaunayOf(points);
  const edges: Edge[] = [];
  points.forEach((a, from) => {
    for (const to of delaunay.neighbors(from)) {
      if (from < to) edges.push({ from, to, lengthM: distanceM(a, at(points, to)) });
    }
  });
  return edges.sort(byLength);
}

const byLength = (p: Edge, q: Edge): number => p.lengthM - q.lengthM || p.from - q.from || p.to - q.to;

/** Groups that merge as edges are added (union–find). */
export class Groups {
  #parents: number[];
  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, i) => i);
  }
  #rootOf(node: number): number {
    let root = node;
    for (let up = at(this.#parents, root); up !== root; up = at(this.#parents, root)) root = up;
    this.#parents[node] = root;
    return root;
  }
  /** True if the two were in different groups. */
  join(a: number, b: number): boolean {
    const rootA = this.#rootOf(a);
    const rootB = this.#rootOf(b);
    this.#parents[rootA] = rootB;
    return rootA !== rootB;
  }
}

/** The tree that connects all places, and the cheapest `share` of the other Delaunay edges. */
export function treeAndShortest(points: readonly Point[], share: number, cost: (a: Point, b: Point) => number): Edge[] {
  const groups = new Groups(points.length);
  const tree: Edge[] = [];
  const rest: Edge[] = [];
  const priced = delaunayEdges(points).map((edge) => ({
    edge,
    price: cost(at(points, edge.from), at(points, edge.to)),
  }));
  priced.sort((p, q) => p.price - q.price || byLength(p.edge, q.edge));
  for (const { edge } of priced) (groups.join(edge.from, edge.to) ? tree : rest).push(edge);
  return [...tree, ...rest.slice(0, Math.round(rest.length * share))];
}

/**
 * Edges with no third place inside the circle over them. Edges that are not good (over the sea) are left out unless
 * only they connect two groups.
 */
export function gabrielEdges(points: readonly Point[], isGood: (a: Point, b: Point) => boolean): Edge[] {
  const delaunay = delaunayOf(points);
  const edges = delaunayEdges(points).filter(({ from, to, lengthM }) => {
    const a = at(points, from);
    const b = at(points, to);
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const nearest = delaunay.find(middle[0], middle[1], from);
    return distanceM(at(points, nearest), middle) >= lengthM / 2 - 0.01;
  });
  const groups = new Groups(points.length);
  const good = edges.filter(({ from, to }) => isGood(at(points, from), at(points, to)));
  for (const { from, to } of good) groups.join(from, to);
  return [...good, ...edges.filter((edge) => !good.includes(edge) && groups.join(edge.from, edge.to))];
}
