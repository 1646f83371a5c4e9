// Looks now and then for what an older key sealed, seals it anew, and says how many are left and when the previous secret can
// be taken away. Figures stand in the metrics.
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { SealingKeys } from "../sealing/sealing-keys.ts";
import type { ServerContext } from "../server-context.ts";
import { otherKeysOf, reseal, SEALED_KINDS, type SealedKind } from "./reseal.ts";

const EVERY_MS = 10 * 60_000;

type Wanted = Pick<ServerContext, "db" | "now" | "log" | "metrics" | "contacts" | "secondFactor">;
type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export class Resealing {
  readonly #wanted: Wanted;
  readonly #asOwner: AsOwner;
  readonly #keys: Record<SealedKind, SealingKeys>;
  /** By kind: what was told last. */
  readonly #said = new Map<SealedKind, string>();
  #isStopped = false;

  constructor(wanted: Wanted, asOwner: AsOwner) {
    this.#wanted = wanted;
    this.#asOwner = asOwner;
    const { contacts, secondFactor } = wanted;
    this.#keys = { contact: contacts.keys, "second-factor": secondFactor.keys, "pending-factor": secondFactor.keys };
  }

  /** One kind after the other; one that fails stops no other. */
  async run(): Promise<void> {
    const faults: unknown[] = [];
    for (const kind of SEALED_KINDS) {
      try {
        await this.#runKind(kind);
      } catch (cause) {
        faults.push(new Error(`sealing ${kind} anew failed`, { cause }));
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, "not everything was sealed anew");
  }

  /** The batch that is on its way ends. */
  stop(): void {
    this.#isStopped = true;
  }

  async #runKind(kind: SealedKind): Promise<void> {
    const { db, now, log } = this.#wanted;
    const keys = this.#keys[kind];
    const others = await otherKeysOf(db, kind, keys);
    if (others === 0) {
      this.#tell(kind, { left: 0, unreadable: 0 });
      return;
    }
    await this.#asOwner(async (owner) => {
      const run = { kind, keys, now, isStopped: () => this.#isStopped };
      const { resealed, left, unreadable } = await reseal(owner, run);
      if (resealed > 0) log.info({ kind, key: keys.id, resealed, left, unreadable }, "sealed with the present key");
      this.#tell(kind, { left, unreadable });
      return resealed;
    });
  }

  /** Figures each time; words once for each state. */
  #tell(kind: SealedKind, { left, unreadable }: { left: number; unreadable: number }): void {
    const { metrics, log } = this.#wanted;
    metrics.sealedByPrevious.set({ kind }, left);
    metrics.sealedUnreadable.set({ kind }, unreadable);
    const state = `${left > 0} ${unreadable}`;
    if (this.#said.get(kind) === state) return;
    this.#said.set(kind, state);
    if (unreadable > 0)
      log.warn({ kind, unreadable }, "no secret of this server opens these: is a previous one missing?");
    if (left === 0 && this.#keys[kind].hasPrevious) {
      log.info(
        { kind },
        "the previous secret seals nothing any more: once every server runs with the new one, take it away",
      );
    }
  }
}

export function startResealing(context: Wanted, asOwner: AsOwner): { close(): Promise<void> } {
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
