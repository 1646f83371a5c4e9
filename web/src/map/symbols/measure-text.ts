// Widths of texts in the page's font, with a cache.

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

export function measureText(text: string, sizePx: number, weight: number): number {
  const key = `${weight}/${sizePx}/${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) throw new Error("expected a 2d canvas to measure text, got none");
  context.font = `${weight} ${sizePx}px "Noto Sans CJK SC", "Noto Sans SC", sans-serif`;
  const width = context.measureText(text).width;
  // Countdown texts change every second, so the cache is cleared before it grows too large.
  if (widths.size > 4000) widths.clear();
  widths.set(key, width);
  return width;
}
