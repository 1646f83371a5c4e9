// One demo city for all files that keep to people and objects of their own: started when the first of them asks, stopped
// when nobody has used it for a while. Vitest runs this once for a run, before any file; a file takes it by HTTP.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type DemoProgram, startDemo } from "./demo-program.ts";

/** What a file gets for taking it. */
export interface SharedDemo {
  url: string;
  mqttPort: number;
  dataDir: string;
}

declare module "vitest" {
  interface ProvidedContext {
    sharedDemo: string;
  }
}

/** Longer than from the end of one file to the beginning of the next; an idle city holds 1.1 GB. */
const IDLE_MS = 30_000;

class DemoKeeper {
  #folder: Promise<string> | null = null;
  #demo: Promise<DemoProgram> | null = null;
  #ending: NodeJS.Timeout | null = null;
  /** The one before has let go of the folder. */
  #stopped: Promise<void> = Promise.resolve();

  async take(): Promise<SharedDemo> {
    if (this.#ending !== null) clearTimeout(this.#ending);
    this.#folder ??= mkdtemp(join(tmpdir(), "minqing-shared-"));
    const dataDir = join(await this.#folder, "data");
    this.#demo ??= this.#stopped.then(() => startDemo(dataDir, { CITY_SCALE: "0.02" }));
    const { url, mqttPort } = await this.#demo;
    return { url, mqttPort, dataDir };
  }

  leave(): void {
    this.#ending = setTimeout(() => void this.#stop(), IDLE_MS);
  }

  async close(): Promise<void> {
    if (this.#ending !== null) clearTimeout(this.#ending);
    await this.#stop();
    if (this.#folder !== null) await rm(await this.#folder, { recursive: true, force: true });
  }

  /** Its data stay: whoever takes it again finds the same city. */
  async #stop(): Promise<void> {
    const demo = this.#demo;
    this.#demo = null;
    if (demo !== null) this.#stopped = demo.then((program) => program.stop());
    await this.#stopped;
  }
}

const keeper = new DemoKeeper();
const server = createServer((request, response) => {
  const answer = async () => {
    if (request.url !== "/take") return keeper.leave();
    response.setHeader("content-type", "application/json");
    response.write(JSON.stringify(await keeper.take()));
  };
  answer().then(
    () => response.end(),
    (fault: unknown) => response.writeHead(500).end(String(fault)),
  );
});

export async function setup(project: TestProject): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("sharedDemo", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

export async function teardown(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await keeper.close();
}
