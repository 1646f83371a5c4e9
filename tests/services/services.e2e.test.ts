// The services that other tests kill: they start, have their data after kill -9, and leave nothing behind.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
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

test("a service ends, and its folder is removed, when the process that started it is killed", async () => {
  const script = `import { startMosquitto } from ${JSON.stringify(join(import.meta.dirname, "mosquitto.ts"))};
    const broker = await startMosquitto();
    console.log(broker.pid, broker.folder);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), "line");
  const [pid, folder] = String(line).split(" ");
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => isRunning(Number(pid)), { timeout: 5_000 }).toBe(false);
  await expect.poll(() => existsSync(folder ?? ""), { timeout: 5_000 }).toBe(false);
});

/** A zombie process counts as ended. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, "utf8"));
}

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
