// Groups clients by scope, so that changes are projected once for all clients of a group. Frames depend only on the place part
// of a scope, so that groups with the same place share them.
import { placeKey, type Scope } from "@minqing/core/access/scope";
import type { FrameLayer } from "@minqing/core/live/frame";
import type { Client } from "./client.ts";

export class ScopeGroup {
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

/** Clients who see the same devices, though perhaps different cases. */
export class PlaceGroup {
  readonly scope: Scope;
  readonly #groups: readonly ScopeGroup[];

  constructor(scope: Scope, groups: readonly ScopeGroup[]) {
    this.scope = scope;
    this.#groups = groups;
  }

  watching(layer: FrameLayer): Client[] {
    return this.#groups.flatMap(({ clients }) => [...clients].filter((client) => client.layers.has(layer)));
  }
}

export class ScopeGroups {
  readonly #byKey = new Map<string, ScopeGroup>();

  join(client: Client): ScopeGroup {
    const { scopeKey, actor } = client.socket.data.session;
    const group = this.#byKey.get(scopeKey) ?? new ScopeGroup(actor.scope, scopeKey);
    this.#byKey.set(scopeKey, group);
    group.clients.add(client);
    return group;
  }

  leave(client: Client): void {
    const { scopeKey } = client.socket.data.session;
    const group = this.#byKey.get(scopeKey);
    group?.clients.delete(client);
    if (group?.clients.size === 0) this.#byKey.delete(scopeKey);
  }

  /** Groups the scopes by place. */
  places(): PlaceGroup[] {
    const byPlace = Map.groupBy(this.#byKey.values(), ({ scope }) => placeKey(scope));
    return [...byPlace.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [new PlaceGroup(first.scope, [first, ...others])],
    );
  }

  *[Symbol.iterator](): IterableIterator<ScopeGroup> {
    yield* this.#byKey.values();
  }
}
