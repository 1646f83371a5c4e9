// What the wall makes a browser load: every script, worker and style sheet, as gzip would send it.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { launchChromium } from "../services/chromium.ts";
import { startDemo } from "../services/demo-program.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";

/** The wall has drawn its first frame long before; late chunks shall not be missed. */
const SETTLE_MS = 15_000;

export const PAGE_SIZE_BENCH: Bench = {
  about: "gzip size of the JavaScript (workers too) and CSS that the wall loads",
  defaultRuns: 1,
  run: () =>
    withScratch(async (folder) => {
      const program = await startDemo(join(folder, "data"));
      try {
        const sizes = await loadedSizes(program.entryLink, program.url);
        const sum = (suffix: RegExp) =>
          [...sizes].filter(([path]) => suffix.test(path)).reduce((total, [, size]) => total + size, 0) / 1e6;
        return [
          { name: "all", value: sum(/./), unit: "MB", target: "≤ 1.2, hoped 1.0" },
          { name: "javascript", value: sum(/\.m?js$/), unit: "MB" },
          { name: "css", value: sum(/\.css$/), unit: "MB" },
          { name: "files", value: sizes.size, unit: "" },
        ];
      } finally {
        await program.stop();
      }
    }),
};

/** Path → gzip bytes. Workers report their scripts to the context, not to the page. */
async function loadedSizes(entryLink: string, url: string): Promise<Map<string, number>> {
  const browser = await launchChromium();
  const paths = new Set<string>();
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    context.on("request", (request) => {
      const { origin, pathname } = new URL(request.url());
      if (origin === url && /\.(m?js|css)$/.test(pathname)) paths.add(pathname);
    });
    const page = await context.newPage();
    await page.goto(entryLink);
    await page.goto(`${url}/wall`);
    await sleep(SETTLE_MS);
    const timed = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    for (const { pathname } of timed.map((name) => new URL(name))) {
      if (/\.(m?js|css)$/.test(pathname)) paths.add(pathname);
    }
  } finally {
    await browser.close();
  }
  const sizes = new Map<string, number>();
  for (const path of paths) {
    const answer = await fetch(new URL(path, url));
    sizes.set(path, gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 6 }).length);
  }
  return sizes;
}
