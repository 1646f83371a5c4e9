// The simulated weather service: issues the scenario's warnings, lifts them, and lifts what an earlier run has left.
import { WarningView } from "@minqing/core/warning/warning";
import type { Agenda } from "../agenda.ts";
import type { CityClient } from "../http/city-client.ts";
import { readPages } from "../http/read-pages.ts";
import type { Log } from "../log.ts";
import type { World } from "../world.ts";
import { type CityName, type PlannedWarning, WARNING_SCRIPTS, warningTitles } from "./warning-script.ts";

export interface WarningOptions {
  world: World;
  agenda: Agenda;
  client: CityClient;
  log: Log;
  city: CityName & { code: string };
  /** When the weather of the scenario is over, epoch. */
  endMs: number;
}

export class WarningService {
  readonly #options: WarningOptions;
  readonly #inForce = new Set<string>();

  constructor(options: WarningOptions) {
    this.#options = options;
  }

  /** Lifts leftovers with our own words, then follows the script. */
  async start(): Promise<void> {
    const { client, city, world, agenda, log, endMs } = this.#options;
    const ours = new Set(
      Object.values(WARNING_SCRIPTS).flatMap((script) => script.map((w) => warningTitles(w, city).titleZh)),
    );
    const known = await readPages(client, "/api/warnings?inForce=true&limit=200", WarningView);
    for (const { id, titleZh } of known) if (ours.has(titleZh)) await this.#lift(id);
    for (const warning of WARNING_SCRIPTS[world.scenario]) {
      agenda.at(world.startMs + warning.afterMs, () => {
        this.#issue(warning, endMs).catch((error: unknown) => log.trouble("warning", error));
      });
    }
  }

  /** Lifts what is in force: the scenario ends with the simulators. */
  async end(): Promise<void> {
    for (const id of [...this.#inForce]) await this.#lift(id);
  }

  async #issue(warning: PlannedWarning, endMs: number): Promise<void> {
    const { client, city, world, agenda, log } = this.#options;
    const { type, colour, liftAfterMs } = warning;
    const body = { type, colour, regionCode: city.code, ...warningTitles(warning, city) };
    const { id } = await client.ask((api) => api.warnings.$post({ json: body }), WarningView);
    this.#inForce.add(id);
    agenda.at(liftAfterMs === null ? endMs : world.startMs + liftAfterMs, () => {
      this.#lift(id).catch((error: unknown) => log.trouble("warning", error));
    });
  }

  async #lift(id: string): Promise<void> {
    await this.#options.client.ask((api) => api.warnings[":id"].lift.$post({ param: { id } }), WarningView);
    this.#inForce.delete(id);
  }
}
