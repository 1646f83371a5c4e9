// The services that other tests kill: they come up, survive their own kill -9 with their data, and leave nothing behind.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import { expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { startMosquitto } from "./mosquitto.ts";
import { type PostgresCluster, startPostgres } from "./postgres.ts";

function psql(cluster: PostgresCluster, text: string): string {
  const args = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", cluster.url, "-c", text];
  return execFileSync(join(cluster.binDir, "psql"), args, { encoding: "utf8", stdio: "pipe" }).trim();
}

test("a PostgreSQL killed with SIGKILL has its committed rows after the restart, on the same port", async () => {
  const cluster = await startPostgres();
  try {
    expect(psql(cluster, "show fsync")).toBe("on");
    psql(cluster, "create extension postgis");
    psql(cluster, "create table kept as select 7 as value");
    await cluster.kill9();
    expect(() => psql(cluster, "select 1")).toThrow();
    await cluster.restart();
    expect(psql(cluster, "select value from kept")).toBe("7");
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
