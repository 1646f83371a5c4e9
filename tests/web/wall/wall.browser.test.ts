// The built wall in Chromium: the map is drawn, every text is readable, an unacknowledged P1 comes first everywhere,
// and a wall that was offline equals a fresh one.
import { CaseView } from "@minqing/core/case/case";
import { sql } from "@minqing/geodata/sql";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SEED_TIMEOUT_MS } from "../../server/open-app.ts";
import { lintPage } from "./lint-page.ts";
import { openWall, type WallUnderTest } from "./open-wall.ts";

const WIDE = { width: 3840, height: 1080 };
const TELEVISION = { width: 1920, height: 1080 };
/** In 海丰 (441521). */
const HAIFENG: [number, number] = [115.324, 22.97];

let wall: WallUnderTest;
beforeAll(async () => {
  wall = await openWall();
}, SEED_TIMEOUT_MS);
afterAll(() => wall?.close());

/** Everything has been read and drawn, and nothing moves any more. */
const settled = async (page: Page) => {
  await page.locator("[data-map=overview] .city-map[data-ready=true]").waitFor();
  await page.locator(".connection.live").waitFor();
  await page.locator("[data-panel=feed] .feed-row, [data-panel=feed] .empty").first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Clocks and ages run; where things stand does not change.
  const layout = () =>
    page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".wall section, .wall svg g[data-symbol]")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join();
      });
      return [document.querySelectorAll(".wall [aria-busy=true], .wall .skeleton").length, ...boxes].join(" ");
    });
  let last = "";
  await expect
    .poll(
      async () => {
        const [before, now] = [last, await layout()];
        last = now;
        return now.startsWith("0 ") && now === before;
      },
      { timeout: 60_000, interval: 400 },
    )
    .toBe(true);
};

async function report(title: string, priority: 1 | 2 | 3): Promise<CaseView> {
  const body = { category: "0505", title, position: HAIFENG, priority };
  const answer = await wall.ask("POST", "/api/cases", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return CaseView.parse(answer.body);
}

/** How many different colours the map's own canvas shows, out of a grid of points. */
const coloursOfMap = async (page: Page): Promise<number> => {
  const shot = await page.locator("[data-map=overview]").screenshot();
  return page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("expected a 2d canvas, got none");
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const colours = new Set<number>();
      for (let i = 0; i < data.length; i += 4 * 97) {
        colours.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
      }
      // Land of the city, neighbours and sea, by the style's own colours.
      return [0x172635, 0x0f1a25, 0x0a131c].filter((colour) => colours.has(colour)).length;
    },
    [...shot],
  );
};

describe("the production build", () => {
  test("draws land, neighbours and sea without network, and no policy is violated", async () => {
    const { page, context, complaints } = await wall.open("/wall", TELEVISION);
    await settled(page);
    expect(await coloursOfMap(page)).toBe(3);
    expect(complaints).toEqual([]);
    await context.close();
  }, 240_000);
});

describe("the wall of a county", () => {
  test("opens at the county, also by a link to the city, and all its data is loaded", async () => {
    const { page, context, complaints } = await wall.open("/wall?lang=zh-CN&region=441500", TELEVISION, "haifeng");
    await settled(page);
    expect(await page.locator("main.wall").getAttribute("data-region")).toBe("441521");
    expect(await page.locator("h1").textContent()).toBe("海丰县");
    expect(await page.locator(".crumbs").textContent()).toBe("海丰县");
    expect(await page.getByText("读取失败").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  }, 240_000);
});

describe("a device of a kind that nobody has named", () => {
  test("is on the map, and a camera of an unknown group among the pictures", async () => {
    // At sea, where no other symbol takes its place.
    const at = sql`st_setsrid(st_makepoint(115.25, 22.72), 4326)`;
    await wall.owner.execute(sql`
      insert into things (id, no, kind, name, region_code, geom, synthetic)
      values ('buoy-1', 900001, 'wave_buoy', '浮标', '441521', ${at}, true)`);
    await wall.owner.execute(sql`
      insert into cameras (id, no, name, group_name, region_code, azimuth, geom, synthetic)
      values ('buoy-camera', 900001, '浮标', 'Buoys #1', '441521', 0, ${at}, true)`);
    const { page, context, complaints } = await wall.open("/wall?lang=zh-CN&region=441521", TELEVISION);
    await settled(page);
    const symbol = page.locator('[data-map=overview] g[data-symbol="thing:buoy-1"]');
    await symbol.waitFor({ state: "attached" });
    for (let presses = 0; presses < 40; presses++) {
      if ((await page.locator(".group-name").textContent()) === "Buoys #1") break;
      await page.keyboard.press("g");
    }
    expect(await page.locator(".group-name").textContent()).toBe("Buoys #1");
    expect(await page.locator('[data-camera="buoy-camera"]').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  }, 240_000);
});

describe("every text of the wall", () => {
  test.each([
    ["/wall?theme=emergency&lang=zh-CN", WIDE, 26],
    ["/wall?theme=urban&lang=en&region=441521", TELEVISION, 22],
    ["/wall?theme=river&lang=en", TELEVISION, 22],
  ] as const)(
    "%s is large enough, whole, on the canvas and not under another",
    async (path, size, floorPx) => {
      const { page, context } = await wall.open(path, size);
      await settled(page);
      expect(await page.evaluate(lintPage, { root: ".wall", floorPx })).toEqual([]);
      await context.close();
    },
    240_000,
  );

  test("is checked by a lint that finds each kind of fault", async () => {
    const page = await wall.blank(TELEVISION);
    await page.setContent(`<main class="wall" style="position: fixed; inset: 0"></main>`);
    await page.evaluate(() => {
      const add = (css: Partial<CSSStyleDeclaration>, text: string) => {
        const element = document.createElement("p");
        Object.assign(
          element.style,
          { position: "absolute", fontSize: "30px", whiteSpace: "nowrap", zIndex: "9" },
          css,
        );
        element.textContent = text;
        document.querySelector(".wall")?.append(element);
      };
      add({ fontSize: "12px", left: "900px", top: "500px" }, "small");
      add({ left: "1900px", top: "500px" }, "beyond the edge");
      add({ left: "900px", top: "600px", width: "40px", overflow: "hidden" }, "cut in its middle");
      add({ left: "900px", top: "700px" }, "under another");
      add({ left: "910px", top: "705px" }, "over another");
    });
    const findings = await page.evaluate(lintPage, { root: ".wall", floorPx: 22 });
    const kinds = new Set(findings.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(["clipped", "off-canvas", "overlapping", "small"]);
    await page.close();
  }, 60_000);
});

describe("an unacknowledged P1", () => {
  test("comes first in the feed and lies above all symbols in every theme and region and after a reload", async () => {
    const { page, context } = await wall.open("/wall?theme=urban", TELEVISION);
    await settled(page);
    const row = await report("县城主干道路面塌陷", 1);
    const id = `case:${row.id}`;
    const leads = async (where: string) => {
      await page.locator(`.feed-row:first-child[data-feed="${id}"][data-urgent=true]`).waitFor();
      await page.locator(`.symbols > g:last-child[data-symbol="${id}"][data-urgent=true]`).waitFor();
      expect(await page.locator(`.symbols > g[data-urgent=true]`).count(), where).toBeGreaterThan(0);
    };
    await leads("as reported");
    for (const key of ["1", "2", "4", "3"]) {
      await page.keyboard.press(key);
      await leads(`theme ${key}`);
    }
    await page.reload();
    await settled(page);
    await leads("after a reload");

    // A click on the map drills down to its county, and the address follows.
    await clickUntil(page, id, ".wall[data-region='441521']");
    expect(new URL(page.url()).searchParams.get("region")).toBe("441521");
    await leads("in its county");
    // On the map of another county it is absent, but it comes first in the feed.
    await page.goto(page.url().replace("441521", "441581"));
    await settled(page);
    await page.locator(`.feed-row:first-child[data-feed="${id}"]`).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".wall[data-region='441500']").waitFor();

    // Once accepted, it no longer pulses.
    const accepted = await wall.ask("POST", `/api/cases/${row.id}/commands`, {
      type: "accept",
      version: row.version,
    });
    expect(accepted.status).toBe(200);
    await page.locator(`.feed-row[data-feed="${id}"][data-urgent=false]`).waitFor();
    await context.close();
  }, 300_000);
});

/** Symbols move when others appear, so a click that hit nothing is repeated at the new place. */
async function clickUntil(page: Page, id: string, then: string): Promise<void> {
  const canvas = page.locator("[data-map=overview] canvas").first();
  for (let attempt = 1; ; attempt += 1) {
    await canvas.click({ position: await clickNear(page, id), force: true });
    const came = page.locator(then).waitFor({ timeout: attempt < 5 ? 5_000 : 30_000 });
    if (await came.then(() => true).catch((fault: unknown) => (attempt < 5 ? false : Promise.reject(fault)))) return;
  }
}

/** The place of the symbol inside the map's canvas. */
async function clickNear(page: Page, id: string): Promise<{ x: number; y: number }> {
  const boxOf = async (selector: string) => {
    const locator = page.locator(selector).first();
    // Every change of the map redraws the symbol, so it may be missing for a moment.
    await expect.poll(() => locator.boundingBox({ timeout: 1_000 }).catch(() => null)).not.toBeNull();
    return (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  };
  const canvas = await boxOf("[data-map=overview] canvas");
  const symbol = await boxOf(`.symbols > g[data-symbol="${id}"] > g`);
  return { x: symbol.x + symbol.width / 2 - canvas.x, y: symbol.y + symbol.height / 2 - canvas.y };
}

describe("a wall that was offline", () => {
  test("shows a banner, keeps its data, and equals a fresh wall when it is back", async () => {
    const { page, context } = await wall.open("/wall", TELEVISION);
    await settled(page);
    const cursor = await page.locator(".wall").getAttribute("data-cursor");
    await context.setOffline(true);
    await page.locator(".lost-banner").waitFor();
    expect(await page.locator(".connection.lost").count()).toBe(1);
    for (let i = 0; i < 6; i++) await report(`离线时的积水 ${i}`, i % 2 === 0 ? 2 : 3);
    expect(await page.locator(".wall").getAttribute("data-cursor")).toBe(cursor);
    await context.setOffline(false);
    await page.locator(".connection.live").waitFor();

    const fresh = await wall.open("/wall", TELEVISION);
    await settled(fresh.page);
    const picture = (each: Page) =>
      each.evaluate(() => ({
        cursor: document.querySelector(".wall")?.getAttribute("data-cursor"),
        rows: [...document.querySelectorAll("[data-feed]")].map((row) => row.getAttribute("data-feed")),
        open: document.querySelector("[data-panel=feed] .aside span")?.textContent,
      }));
    const wanted = await picture(fresh.page);
    await expect.poll(() => picture(page), { timeout: 30_000 }).toEqual(wanted);
    expect(wanted.cursor).not.toBe(cursor);
    await fresh.context.close();
    await context.close();
  }, 300_000);
});
