// Clients with one and the same scope: what is projected or encoded once serves them all. Frames depend on the place
// alone, so audiences of one place share them.
import { placeKey, type Scope } from "@minqing/core/access/scope";
import type { FrameLayer } from "@minqing/core/live/frame";
import type { Client } from "./client.ts";

export class Audience {
  readonly scope: Scope;
  readonly key: string;
  readonly clients = new Set<Client>();

  constructor(scope: Scope, key: string) {
    this.scope = scope;
    this.key = key;
  }

  following(): Client[] {
    return [...this.clients].filter((client) => client.isFollowing);
  }
}

/** Everybody who sees the same devices, whatever cases they see. */
export class Place {
  readonly scope: Scope;
  readonly #audiences: readonly Audience[];

  constructor(scope: Scope, audiences: readonly Audience[]) {
    this.scope = scope;
    this.#audiences = audiences;
  }

  watching(layer: FrameLayer): Client[] {
    return this.#audiences.flatMap(({ clients }) => [...clients].filter((client) => client.layers.has(layer)));
  }
}

export class Audiences {
  readonly #byKey = new Map<string, Audience>();

  join(client: Client): Audience {
    const { scopeKey, actor } = client.socket.data.session;
    const audience = this.#byKey.get(scopeKey) ?? new Audience(actor.scope, scopeKey);
    this.#byKey.set(scopeKey, audience);
    audience.clients.add(client);
    return audience;
  }

  leave(client: Client): void {
    const { scopeKey } = client.socket.data.session;
    const audience = this.#byKey.get(scopeKey);
    audience?.clients.delete(client);
    if (audience?.clients.size === 0) this.#byKey.delete(scopeKey);
  }

  /** Audiences whose scopes have the same place. */
  places(): Place[] {
    const byPlace = Map.groupBy(this.#byKey.values(), ({ scope }) => placeKey(scope));
    return [...byPlace.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [new Place(first.scope, [first, ...others])],
    );
  }

  *[Symbol.iterator](): IterableIterator<Audience> {
    yield* this.#byKey.values();
  }
}
