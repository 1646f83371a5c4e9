// The simulated weather service: issues and lifts the scenario's warnings, and lifts those that an earlier run left.
import { WarningView } from "@minqing/core/warning/warning";
import type { CityClient } from "../http/city-client.ts";
import { readPages } from "../http/read-pages.ts";
import type { Log } from "../log.ts";
import type { Scheduler } from "../scheduler.ts";
import type { World } from "../world.ts";
import { type CityName, type PlannedWarning, WARNING_SCRIPTS, warningTitles } from "./warning-script.ts";

export interface WarningOptions {
  world: World;
  scheduler: Scheduler;
  client: CityClient;
  log: Log;
  city: CityName & { code: string };
  /** End of the scenario's weather, epoch milliseconds. */
  endMs: number;
}

export class WarningService {
  readonly #options: WarningOptions;
  readonly #inForce = new Set<string>();

  constructor(options: WarningOptions) {
    this.#options = options;
  }

  /** Lifts warnings of earlier runs, recognised by their titles, then follows the script. */
  async start(): Promise<void> {
    const { client, city, world, scheduler, log, endMs } = this.#options;
    const ownTitles = new Set(
      Object.values(WARNING_SCRIPTS).flatMap((script) => script.map((w) => warningTitles(w, city).titleZh)),
    );
    const known = await readPages(client, "/api/warnings?inForce=true&limit=200", WarningView);
    for (const { id, titleZh } of known) if (ownTitles.has(titleZh)) await this.#lift(id);
    for (const warning of WARNING_SCRIPTS[world.scenario]) {
      scheduler.at(world.startMs + warning.afterMs, () => {
        this.#issue(warning, endMs).catch((error: unknown) => log.error("warning", error));
      });
    }
  }

  /** Lifts the warnings in force: the scenario ends with the simulators. */
  async end(): Promise<void> {
    for (const id of [...this.#inForce]) await this.#lift(id);
  }

  async #issue(warning: PlannedWarning, endMs: number): Promise<void> {
    const { client, city, world, scheduler, log } = this.#options;
    const { type, colour, liftAfterMs } = warning;
    const body = { type, colour, regionCode: city.code, ...warningTitles(warning, city) };
    const { id } = await client.request((api) => api.warnings.$post({ json: body, header: {} }), WarningView);
    this.#inForce.add(id);
    scheduler.at(liftAfterMs === null ? endMs : world.startMs + liftAfterMs, () => {
      this.#lift(id).catch((error: unknown) => log.error("warning", error));
    });
  }

  async #lift(id: string): Promise<void> {
    await this.#options.client.request(
      (api) => api.warnings[":id"].lift.$post({ param: { id }, header: {} }),
      WarningView,
    );
    this.#inForce.delete(id);
  }
}
