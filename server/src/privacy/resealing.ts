// Seals texts of previous keys again, at intervals, and logs how many are left and when the previous secret can be removed.
// The numbers are also metrics.
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { SealingKeys } from "../sealing/sealing-keys.ts";
import type { ServerContext } from "../server-context.ts";
import { countSealedByOthers, reseal, SEALED_KINDS, type SealedKind } from "./reseal.ts";

const EVERY_MS = 10 * 60_000;

type Context = Pick<ServerContext, "db" | "now" | "log" | "metrics" | "contacts" | "secondFactor">;
type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export class Resealing {
  readonly #context: Context;
  readonly #asOwner: AsOwner;
  readonly #keys: Record<SealedKind, SealingKeys>;
  /** By kind: the state logged last. */
  readonly #lastLogged = new Map<SealedKind, string>();
  #isStopped = false;

  constructor(context: Context, asOwner: AsOwner) {
    this.#context = context;
    this.#asOwner = asOwner;
    const { contacts, secondFactor } = context;
    this.#keys = { contact: contacts.keys, "second-factor": secondFactor.keys, "pending-factor": secondFactor.keys };
  }

  /** One kind after the other; a failure of one does not stop the others. */
  async run(): Promise<void> {
    const faults: unknown[] = [];
    for (const kind of SEALED_KINDS) {
      try {
        await this.#runKind(kind);
      } catch (cause) {
        faults.push(new Error(`sealing ${kind} again failed`, { cause }));
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "some kinds could not be sealed again");
  }

  /** Ends after the present batch. */
  stop(): void {
    this.#isStopped = true;
  }

  async #runKind(kind: SealedKind): Promise<void> {
    const { db, now, log } = this.#context;
    const keys = this.#keys[kind];
    const others = await countSealedByOthers(db, kind, keys);
    if (others === 0) {
      this.#report(kind, { left: 0, unreadable: 0 });
      return;
    }
    await this.#asOwner(async (owner) => {
      const run = { kind, keys, now, isStopped: () => this.#isStopped };
      const { resealed, left, unreadable } = await reseal(owner, run);
      if (resealed > 0) log.info({ kind, key: keys.id, resealed, left, unreadable }, "sealed with the present key");
      this.#report(kind, { left, unreadable });
      return resealed;
    });
  }

  /** Sets the metrics each time; logs once for each state. */
  #report(kind: SealedKind, { left, unreadable }: { left: number; unreadable: number }): void {
    const { metrics, log } = this.#context;
    metrics.sealedByPrevious.set({ kind }, left);
    metrics.sealedUnreadable.set({ kind }, unreadable);
    const state = `${left > 0} ${unreadable}`;
    if (this.#lastLogged.get(kind) === state) return;
    this.#lastLogged.set(kind, state);
    if (unreadable > 0)
      log.warn({ kind, unreadable }, "no secret of this server opens these texts: is a previous secret missing?");
    if (left === 0 && this.#keys[kind].hasPrevious) {
      log.info(
        { kind },
        "no text is sealed with the previous secret any more: remove it once every server runs with the new one",
      );
    }
  }
}

export function startResealing(context: Context, asOwner: AsOwner): { close(): Promise<void> } {
  const resealing = new Resealing(context, asOwner);
  const work = new RepeatedWork({
    everyMs: EVERY_MS,
    work: () => resealing.run(),
    onFault: (fault) => context.log.error({ err: fault }, "sealing with the present key failed; trying again"),
  });
  return {
    close: async () => {
      resealing.stop();
      await work.close();
    },
  };
}
