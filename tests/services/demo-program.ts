// Starts the one-command mode on free ports and in its own folder, for tests and benches.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DemoDevice } from "@minqing/core/access/demo";
import { z } from "zod";
import { freePort } from "./free-port.ts";
import { type Program, startProgram } from "./program.ts";

export interface DemoProgram extends Program {
  readonly url: string;
  readonly mqttPort: number;
  readonly readyMs: number;
  /** Signs in once as the demo leader. */
  readonly entryLink: string;
  devices(): Promise<DemoDevice[]>;
}

/** Runs start.ts; `settings` override the defaults of a demo without simulators. */
export async function startDemo(dataDir: string, settings: Record<string, string> = {}): Promise<DemoProgram> {
  const mqttPort = await freePort();
  const port = await freePort();
  const startedAt = performance.now();
  const program = await startProgram({
    script: "start.ts",
    settings: {
      DATA_DIR: dataDir,
      PORT: String(port),
      MQTT_PORT: String(mqttPort),
      SIM_RATE: "0",
      DEMO: "1",
      ...settings,
    },
    logFile: `${dataDir}.log`,
  });
  const [, url = ""] = await program.waitFor(/minqing ready (https?:\S+)/, 300_000);
  const readyMs = performance.now() - startedAt;
  const [entryLink] = await program.waitFor(/https?:\S+\/enter\S+/, 5_000);
  return {
    ...program,
    url,
    mqttPort,
    readyMs,
    entryLink,
    devices: () => demoDevices(dataDir),
  };
}

export const demoDevices = async (dataDir: string): Promise<DemoDevice[]> =>
  z.array(DemoDevice).parse(JSON.parse(await readFile(join(dataDir, "demo-devices.json"), "utf8")));
