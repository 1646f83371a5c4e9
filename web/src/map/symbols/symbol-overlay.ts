// Draws placed symbols as SVG over the map: sharp text with a halo, P1 last and above everything else.
import { ICONS } from "../../design/icons.ts";
import { PRIORITY_COLOURS, PRIORITY_PATHS } from "../../design/priority.ts";
import { badgeBox, badgeText, badgeTextPx, type MapSymbol, type PlacedSymbol, type SymbolLabel } from "./map-symbol.ts";
import { subSizePx } from "./place-label.ts";

const NS = "http://www.w3.org/2000/svg";
const RIM = "#0B1622";
const HALO = 0.2;

type Attributes = Record<string, string | number>;

function node(tag: string, attributes: Attributes, children: readonly Node[] = []): SVGElement {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function glyph(path: string, size: number, attributes: Attributes): SVGElement {
  const scale = size / 24;
  return node("path", { d: path, transform: `scale(${scale}) translate(-12 -12)`, ...attributes });
}

const iconOf = (name: keyof typeof ICONS, size: number, colour: string): SVGElement =>
  glyph(ICONS[name], size, {
    fill: "none",
    stroke: colour,
    "stroke-width": 2.6,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });

/** The icon stands lower in a triangle, whose visual centre is below its middle. */
const ICON_DROP: Record<1 | 2 | 3 | 4, number> = { 1: 0.12, 2: 0, 3: 0, 4: 0 };
const ICON_SIZE: Record<1 | 2 | 3 | 4, number> = { 1: 0.42, 2: 0.46, 3: 0.62, 4: 0.56 };

function prioritySymbol(symbol: Extract<MapSymbol, { kind: "priority" }>): SVGElement[] {
  const { priority, sizePx, hollow = false } = symbol;
  const colour = PRIORITY_COLOURS[priority];
  const paint = hollow
    ? { fill: RIM, stroke: colour, "stroke-width": 2.4 }
    : { fill: colour, stroke: RIM, "stroke-width": (1.8 * 24) / sizePx };
  const icon = iconOf(symbol.icon, sizePx * ICON_SIZE[priority], hollow ? colour : "#0B0F14");
  const lowered = node("g", { transform: `translate(0 ${sizePx * ICON_DROP[priority]})` }, [icon]);
  return [glyph(PRIORITY_PATHS[priority], sizePx, { "stroke-linejoin": "round", ...paint }), lowered];
}

function gaugeSymbol({ sizePx, fill, colour }: Extract<MapSymbol, { kind: "gauge" }>): SVGElement[] {
  const width = sizePx * 0.38;
  const top = -sizePx / 2;
  const level = fill === null ? 0 : Math.max(0.04, Math.min(1, fill)) * (sizePx - 6);
  const line = fill === null ? "#8FA3B8" : "#E8EEF4";
  const tick = (share: number) =>
    node("path", {
      d: `M${-width / 2 - 4} ${sizePx / 2 - share * sizePx}h${width + 8}`,
      stroke: line,
      "stroke-width": 2,
    });
  return [
    node("rect", { x: -width / 2 - 1, y: top - 1, width: width + 2, height: sizePx + 2, fill: RIM, rx: 2 }),
    node("rect", {
      x: -width / 2 + 3,
      y: sizePx / 2 - 3 - level,
      width: width - 6,
      height: level,
      fill: colour,
    }),
    node("rect", {
      x: -width / 2,
      y: top,
      width: width,
      height: sizePx,
      fill: "none",
      stroke: line,
      "stroke-width": 2,
      "stroke-dasharray": fill === null ? "4 3" : "none",
    }),
    tick(0.6),
    tick(0.86),
  ];
}

function squareSymbol({ sizePx, icon }: Extract<MapSymbol, { kind: "force" }>): SVGElement[] {
  const half = sizePx / 2;
  const box = { x: -half, y: -half, width: sizePx, height: sizePx, rx: sizePx * 0.16 };
  return [
    node("rect", { ...box, fill: "#E8EEF4", stroke: RIM, "stroke-width": 1.5 }),
    iconOf(icon, sizePx * 0.66, "#0B0F14"),
  ];
}

function dotSymbol({ sizePx, colour, icon, hollow }: Extract<MapSymbol, { kind: "dot" }>): SVGElement[] {
  const paint = hollow
    ? { fill: RIM, stroke: colour, "stroke-width": 2 }
    : { fill: colour, stroke: RIM, "stroke-width": 1.5 };
  const ring = node("circle", { r: sizePx / 2, ...paint });
  return icon === null ? [ring] : [ring, iconOf(icon, sizePx * 0.62, hollow ? colour : "#0B0F14")];
}

/** Selection is shown by a white ring of 3 px, never by a change of colour. */
function ring(symbol: MapSymbol): SVGElement[] {
  if (symbol.selected !== true || symbol.kind === "name") return [];
  const r = symbol.sizePx / 2 + 7;
  return [
    node("circle", { r, fill: "none", stroke: RIM, "stroke-width": 6 }),
    node("circle", { r, fill: "none", stroke: "#FFFFFF", "stroke-width": 3 }),
  ];
}

/** The pulse of an unacknowledged P1: a ring around the symbol and its selection, below the labels. The symbol itself is
 * never dimmed. */
function pulseRing({ symbol, x, y }: PlacedSymbol): SVGElement[] {
  if (symbol.kind !== "priority" || !symbol.urgent) return [];
  const r = symbol.sizePx / 2 + (symbol.selected === true ? 13 : 6);
  const circle = { cx: x, cy: y, r, fill: "none" };
  const pulse = node("circle", { ...circle, class: "pulse-ring", stroke: PRIORITY_COLOURS[1], "stroke-width": 3 });
  // The delay follows the clock, so that a redrawn symbol continues the pulse of the old one.
  pulse.style.animationDelay = `-${Date.now() % 1000}ms`;
  return [node("circle", { ...circle, stroke: RIM, "stroke-width": 6 }), pulse];
}

function symbolShapes(symbol: MapSymbol): SVGElement[] {
  if (symbol.kind === "priority") return prioritySymbol(symbol);
  if (symbol.kind === "gauge") return gaugeSymbol(symbol);
  if (symbol.kind === "force") return squareSymbol(symbol);
  return symbol.kind === "dot" ? dotSymbol(symbol) : [];
}

function text(content: string, x: number, y: number, label: SymbolLabel, sizePx: number, anchor: string): SVGElement {
  const element = node("text", {
    x,
    y,
    "font-size": sizePx,
    "font-weight": sizePx === label.sizePx ? label.weight : 400,
    fill: sizePx === label.sizePx ? label.colour : "#E8EEF4",
    "text-anchor": anchor,
    "letter-spacing": `${label.spacing ?? 0}em`,
    stroke: RIM,
    "stroke-width": sizePx * HALO,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  });
  element.textContent = content;
  return element;
}

function labelNodes({ symbol, label: place }: PlacedSymbol): SVGElement[] {
  if (place === null || symbol.label === undefined) return [];
  const { label } = symbol;
  const { box, align, leader } = place;
  const x = align === "start" ? box.left : align === "end" ? box.right : (box.left + box.right) / 2;
  const nodes = [text(label.text, x, box.top + label.sizePx * 0.98, label, label.sizePx, align)];
  if (label.sub !== undefined) {
    const size = subSizePx(label);
    nodes.push(text(label.sub, x, box.top + label.sizePx * 1.2 + size * 0.95, label, size, align));
  }
  if (leader === null) return nodes;
  const [x1, y1, x2, y2] = leader;
  return [node("line", { x1, y1, x2, y2, stroke: "#8FA3B8", "stroke-width": 1.5 }), ...nodes];
}

function clusterNode({ symbol, cluster }: PlacedSymbol): SVGElement[] {
  if (cluster === null || symbol.kind !== "priority") return [];
  const content = badgeText(cluster);
  const sizePx = badgeTextPx(symbol);
  const label: SymbolLabel = { text: content, sizePx, weight: 700, colour: "#E8EEF4" };
  const { left, top, right, bottom } = badgeBox(symbol, 0, 0, content);
  const box = { x: left, y: top, width: right - left, height: bottom - top, rx: 4 };
  return [
    node("rect", { ...box, fill: RIM, stroke: PRIORITY_COLOURS[symbol.priority], "stroke-width": 1.5 }),
    text(content, (left + right) / 2, (top + bottom) / 2 + sizePx * 0.36, label, sizePx, "middle"),
  ];
}

function symbolNode(item: PlacedSymbol): SVGElement {
  const urgent = item.symbol.kind === "priority" && item.symbol.urgent;
  const group = node("g", { transform: `translate(${item.x} ${item.y})` }, [
    ...symbolShapes(item.symbol),
    ...ring(item.symbol),
    ...clusterNode(item),
  ]);
  const tether = item.tether;
  const line =
    tether === null
      ? []
      : [
          node("line", {
            x1: tether[0],
            y1: tether[1],
            x2: item.x,
            y2: item.y,
            stroke: "#8FA3B8",
            "stroke-width": 1.5,
          }),
        ];
  const whole = node("g", { "data-symbol": item.symbol.id, "data-kind": item.symbol.kind }, [
    ...line,
    ...pulseRing(item),
    ...labelNodes(item),
    group,
  ]);
  if (item.symbol.kind === "priority") whole.setAttribute("data-priority", String(item.symbol.priority));
  if (urgent) whole.setAttribute("data-urgent", "true");
  return whole;
}

/** Symbols with a higher number are drawn above: names lowest, unacknowledged P1 highest. */
function drawOrder({ symbol }: PlacedSymbol): number {
  if (symbol.kind === "name") return -1000;
  return symbol.kind === "priority" && symbol.urgent ? 1000 : -symbol.rank;
}

export class SymbolOverlay {
  readonly svg: SVGSVGElement;

  constructor(parent: HTMLElement) {
    this.svg = document.createElementNS(NS, "svg");
    this.svg.classList.add("symbols");
    parent.append(this.svg);
  }

  draw(placed: readonly PlacedSymbol[]): void {
    const ordered = placed.toSorted((a, b) => drawOrder(a) - drawOrder(b));
    this.svg.replaceChildren(...ordered.map(symbolNode));
  }

  /** The topmost symbol at a point of the map. */
  at(x: number, y: number, placed: readonly PlacedSymbol[]): MapSymbol | null {
    const hit = placed
      .filter(({ symbol }) => symbol.kind !== "name")
      .toSorted((a, b) => drawOrder(b) - drawOrder(a))
      .find(
        (p) => p.symbol.kind !== "name" && Math.max(Math.abs(p.x - x), Math.abs(p.y - y)) <= p.symbol.sizePx / 2 + 2,
      );
    return hit?.symbol ?? null;
  }

  remove(): void {
    this.svg.remove();
  }
}
