// The board as a partner system follows it: one snapshot, then the change log by cursor.
import { BoardSnapshot } from "@minqing/core/change/board";
import { ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, type BoardMaps, type Replica, replicaFrom } from "@minqing/core/change/replica";
import { type CityClient, ProblemAnswer } from "../http/city-client.ts";

export class BoardWatch {
  readonly #client: CityClient;
  #replica: Replica | null = null;

  constructor(client: CityClient) {
    this.#client = client;
  }

  /** The board of the last refresh; empty before the first. */
  get board(): BoardMaps | null {
    return this.#replica?.board ?? null;
  }

  /** Brings the copy up to date. */
  async refresh(): Promise<BoardMaps> {
    const next = this.#replica === null ? null : await this.#follow(this.#replica);
    this.#replica = next ?? replicaFrom(await this.#client.ask((api) => api.snapshot.$get(), BoardSnapshot));
    return this.#replica.board;
  }

  /** Asks until nothing is left. Null when the cursor is lost and a new snapshot is needed. */
  async #follow(replica: Replica): Promise<Replica | null> {
    try {
      const message = await this.#client.ask(
        (api) => api.changes.$get({ query: { after: String(replica.cursor), scopeKey: replica.scopeKey } }),
        ChangeMessage,
      );
      const next = applyMessage(replica, message);
      return next === null || message.from === message.to ? next : await this.#follow(next);
    } catch (error) {
      if (error instanceof ProblemAnswer && error.code === "cursor-expired") return null;
      throw error;
    }
  }
}
