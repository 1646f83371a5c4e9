// A lint that runs inside the page: finds text below the minimum size, clipped, off the canvas, or over other text.

export interface PageFinding {
  kind: "small" | "clipped" | "off-canvas" | "overlapping";
  text: string;
  detail: string;
}

interface LintOptions {
  root: string;
  floorPx: number;
}

/** Runs in the page, so it uses nothing from outside. Sizes are in px of the scene, independent of its scale. */
export function lintPage({ root, floorPx }: LintOptions): PageFinding[] {
  const scene = document.querySelector<HTMLElement>(root);
  if (scene === null) throw new Error(`expected an element ${root}, got none`);
  const canvas = scene.getBoundingClientRect();
  const scale = canvas.width / scene.offsetWidth;
  const findings: PageFinding[] = [];
  const texts: { text: string; box: DOMRect; element: Element }[] = [];

  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest(".visually-hidden") === null;

  /** Below the lower edge of something that scrolls, or cut at it: a person scrolls to it. */
  const isScrolledBelow = (element: Element, box: DOMRect) => {
    for (let up: Element | null = element; up !== null && up !== scene.parentElement; up = up.parentElement) {
      const { overflowY } = getComputedStyle(up);
      const scrolls = (overflowY === "auto" || overflowY === "scroll") && up.scrollHeight > up.clientHeight + 1;
      if (scrolls && box.bottom > up.getBoundingClientRect().bottom + 1) return true;
    }
    return false;
  };

  /** The visible part of a box after clipping by ancestors, and whether an ellipsis marks the clip. */
  const visiblePart = (element: Element, box: DOMRect) => {
    let { left, top, right, bottom } = box;
    let hasEllipsis = false;
    for (let up: Element | null = element; up !== null && up !== scene.parentElement; up = up.parentElement) {
      const style = getComputedStyle(up);
      const frame = up.getBoundingClientRect();
      if (style.textOverflow === "ellipsis" && style.overflowX !== "visible" && box.right > frame.right - 1)
        hasEllipsis = true;
      if (style.overflowX !== "visible") {
        left = Math.max(left, frame.left);
        right = Math.min(right, frame.right);
      }
      if (style.overflowY !== "visible") {
        top = Math.max(top, frame.top);
        bottom = Math.min(bottom, frame.bottom);
      }
    }
    return { hasEllipsis, box: new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top)) };
  };

  const walker = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const element = node.parentElement;
    if (text === "" || element === null || !isShown(element)) continue;
    const sizePx = Number.parseFloat(getComputedStyle(element).fontSize);
    if (sizePx < floorPx - 0.01) findings.push({ kind: "small", text, detail: `${sizePx} px, expected ${floorPx}` });
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1 || isScrolledBelow(element, box)) continue;
      const { box: seen, hasEllipsis } = visiblePart(element, box);
      const cut = Math.max(box.width - seen.width, 0) / scale;
      const isSymbol = element.closest(".symbols") !== null;
      // Symbols at the edge of a map are cut on purpose; the leading of a line may be clipped.
      if (!hasEllipsis && !isSymbol && (cut > 2 || (box.height - seen.height) / scale > sizePx * 0.5)) {
        findings.push({ kind: "clipped", text, detail: `${Math.round(cut)} px of ${Math.round(box.width / scale)}` });
      }
      const out = box.left < canvas.left - 1 || box.right > canvas.right + 1 || box.bottom > canvas.bottom + 1;
      if (out && !hasEllipsis && !isSymbol)
        findings.push({ kind: "off-canvas", text, detail: `${box.left}…${box.right}` });
      // The glyphs of a line are lower than its box, so the leading of two lines may touch.
      const slack = box.height * 0.22;
      const ink = new DOMRect(seen.left, seen.top + slack, seen.width, Math.max(0, seen.height - 2 * slack));
      if (ink.width > 1 && ink.height > 1) texts.push({ text, box: ink, element });
    }
  }

  const isSame = (a: Element, b: Element) => a === b || a.contains(b) || b.contains(a);
  for (const [i, a] of texts.entries()) {
    for (const b of texts.slice(i + 1)) {
      if (isSame(a.element, b.element)) continue;
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (width / scale <= 3 || height / scale <= 3) continue;
      findings.push({ kind: "overlapping", text: a.text, detail: `with "${b.text}"` });
    }
  }
  return findings;
}
