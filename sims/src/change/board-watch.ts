// Follows the board like a partner system: one snapshot, then the change log by cursor.
import { BoardSnapshot } from "@minqing/core/change/board";
import { ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, type BoardMaps, type Replica, replicaFrom } from "@minqing/core/change/replica";
import { type CityClient, ProblemError } from "../http/city-client.ts";

export class BoardWatch {
  readonly #client: CityClient;
  #replica: Replica | null = null;

  constructor(client: CityClient) {
    this.#client = client;
  }

  /** The board at the last refresh; null before the first. */
  get board(): BoardMaps | null {
    return this.#replica?.board ?? null;
  }

  async refresh(): Promise<BoardMaps> {
    const next = this.#replica === null ? null : await this.#follow(this.#replica);
    this.#replica = next ?? replicaFrom(await this.#client.request((api) => api.snapshot.$get(), BoardSnapshot));
    return this.#replica.board;
  }

  /** Reads changes until there are none. Null when the cursor has expired and a new snapshot is needed. */
  async #follow(replica: Replica): Promise<Replica | null> {
    try {
      const message = await this.#client.request(
        (api) => api.changes.$get({ query: { after: String(replica.cursor), scopeKey: replica.scopeKey } }),
        ChangeMessage,
      );
      const next = applyMessage(replica, message);
      return next === null || message.from === message.to ? next : await this.#follow(next);
    } catch (error) {
      if (error instanceof ProblemError && error.code === "cursor-expired") return null;
      throw error;
    }
  }
}
