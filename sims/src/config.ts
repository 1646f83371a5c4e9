// The simulators' options: defaults from the environment, overridden by the command line. One schema.
import { parseArgs } from "node:util";
import { CityCode } from "@minqing/core/region/codes";
import { parseSettings } from "@minqing/core/settings/settings";
import { z } from "zod";
import { SCENARIOS } from "./world.ts";

const positive = z.coerce.number().positive();

export const SimConfig = z.object({
  url: z.url().describe("base address of the server"),
  mqtt: z.url().describe("address of the broker"),
  dataDir: z.string().describe("folder with demo-accounts.json and demo-devices.json"),
  city: CityCode,
  scenario: z.enum(SCENARIOS),
  rate: positive.max(1000).describe("factor of the usual frequency of reports"),
  devices: z.coerce.number().int().min(0).describe("maximum number of things and cameras; 0: all"),
  seed: z.string().min(1),
  withParent: z.boolean().describe("end when standard input closes"),
  replay: z
    .object({
      file: z.string(),
      thing: z.string().optional(),
      property: z.string(),
      column: z.string().optional(),
      unit: z.enum(["ft", "m"]),
      scale: z.coerce.number(),
      offset: z.coerce.number(),
    })
    .nullable(),
});
export type SimConfig = z.infer<typeof SimConfig>;

const text = { type: "string" } as const;
const OPTIONS = {
  url: text,
  mqtt: text,
  "data-dir": text,
  city: text,
  scenario: text,
  rate: text,
  devices: text,
  seed: text,
  replay: text,
  thing: text,
  property: text,
  column: text,
  unit: text,
  scale: text,
  offset: text,
  "with-parent": { type: "boolean" },
  help: { type: "boolean" },
} as const;

export const USAGE = `npm run sims -- [options]
  --scenario calm|storm|rush-hour|flood   what happens in the city (SIM_SCENARIO, calm)
  --rate N        factor of the usual frequency at which devices and people report (SIM_RATE, 1)
  --devices N     maximum number of devices; 0 takes all (0)
  --seed S        another seed gives other simulated events (minqing)
  --url URL       server (http://HOST:PORT)
  --mqtt URL      broker (MQTT_URL, else mqtt://HOST:MQTT_PORT)
  --data-dir DIR  folder with demo-accounts.json and demo-devices.json (DATA_DIR)
  --city CODE     441500 汕尾 or 440500 汕头 (CITY)
  --with-parent   end when standard input closes
                  (npm start runs simulators of its own: start it with SIM_RATE=0 to run others here)
  --replay FILE   send a recording and end; its time axis is mapped onto [now - span, now]
      (the city's limits of a device count: alarms an hour, age and buffer of readings; PUT /api/device-limits changes them)
      --thing ID --property P --column C   the target and the column (a spare river gauge, water_level, second column)
      --unit ft|m --scale X --offset Y     value = recorded × unit × scale + offset, in metres (m, 1, 0)`;

/** Null for --help. Throws an error with expected and got. */
export function parseConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): SimConfig | null {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false });
  if (values.help === true) return null;
  const settings = parseSettings(environment);
  const { HOST, PORT, MQTT_PORT, MQTT_URL, DATA_DIR, CITY, SIM_RATE, SIM_SCENARIO } = settings;
  const { replay, thing, property = "water_level", column, unit = "m", scale = "1", offset = "0" } = values;
  const parsed = SimConfig.safeParse({
    url: values.url ?? `http://${HOST}:${PORT}`,
    mqtt: values.mqtt ?? MQTT_URL ?? `mqtt://${HOST}:${MQTT_PORT}`,
    dataDir: values["data-dir"] ?? DATA_DIR,
    city: values.city ?? CITY,
    scenario: values.scenario ?? SIM_SCENARIO,
    rate: values.rate ?? SIM_RATE,
    devices: values.devices ?? 0,
    seed: values.seed ?? "minqing",
    withParent: values["with-parent"] ?? false,
    replay: replay === undefined ? null : { file: replay, thing, property, column, unit, scale, offset },
  });
  if (!parsed.success) throw new RangeError(`options refused\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
