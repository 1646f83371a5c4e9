// The services that other tests kill: they come up, survive their own kill -9 with their data, and leave nothing behind.
import { existsSync } from "node:fs";
import { connectAsync } from "mqtt";
import pg from "pg";
import { expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { startMosquitto } from "./mosquitto.ts";
import { startPostgres } from "./postgres.ts";

async function queryOnce(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test("a PostgreSQL killed with SIGKILL has its committed rows after the restart, on the same port", async () => {
  const cluster = await startPostgres();
  try {
    expect(await queryOnce(cluster.url, "show fsync")).toEqual([{ fsync: "on" }]);
    await queryOnce(cluster.url, "create extension postgis");
    await queryOnce(cluster.url, "create table kept as select 7 as value");
    await cluster.kill9();
    await expect(queryOnce(cluster.url, "select 1")).rejects.toThrow();
    await cluster.restart();
    expect(await queryOnce(cluster.url, "select value from kept")).toEqual([{ value: 7 }]);
  } finally {
    await cluster.stop();
  }
  expect(existsSync(cluster.dataDir)).toBe(false);
});

test("a Mosquitto killed with SIGKILL answers on the same port after the restart", async () => {
  const broker = await startMosquitto({ persistence: true });
  try {
    const before = broker.pid;
    await broker.kill9();
    await broker.restart();
    expect(broker.pid).not.toBe(before);
    const client = await connectAsync(broker.url);
    await client.publishAsync("city", "alive", { qos: 1 });
    await client.endAsync();
  } finally {
    await broker.stop();
  }
});

test("Chromium draws WebGL in software", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const version = await page.evaluate(() =>
      document.createElement("canvas").getContext("webgl2")?.getParameter(0x1f02),
    );
    expect(String(version)).toContain("WebGL 2.0");
  } finally {
    await browser.close();
  }
});
