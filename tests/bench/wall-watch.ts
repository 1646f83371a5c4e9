// A browser on the wall that notes when the number of open matters in its feed changes.
import type { Browser } from "playwright-core";
import { launchChromium } from "../services/chromium.ts";

export interface OpenCount {
  count: number;
  /** The browser's clock, which is this machine's. */
  atMs: number;
}

export interface WallWatch {
  /** Every change of the number so far. */
  changes(): Promise<OpenCount[]>;
  close(): Promise<void>;
}

const FEED_COUNT = "[data-panel=feed] .aside span";

export async function watchWall(entryLink: string, url: string): Promise<WallWatch> {
  const browser: Browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(entryLink);
  await page.goto(`${url}/wall`);
  await page.locator(FEED_COUNT).first().waitFor({ timeout: 60_000 });
  await page.evaluate(noteChanges, FEED_COUNT);
  return {
    changes: () => page.evaluate(readChanges),
    close: () => browser.close(),
  };
}

/** Runs in the page. A mutation is reported before the next frame; the frame it is painted in is what a person sees. */
function noteChanges(selector: string): void {
  const notes: OpenCount[] = [];
  Object.assign(window, { openCounts: notes });
  const look = () => {
    const text = document.querySelector(selector)?.textContent ?? "";
    const count = Number(text.replace(/\D/g, ""));
    if (text !== "" && notes.at(-1)?.count !== count) notes.push({ count, atMs: Date.now() });
  };
  look();
  new MutationObserver(() => requestAnimationFrame(look)).observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
  });
}

function readChanges(): OpenCount[] {
  return (window as unknown as { openCounts: OpenCount[] }).openCounts;
}
