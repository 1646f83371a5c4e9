// Administration of service tokens by the security administrator: create, renew, end. Every change writes its audit row in
// the same transaction, and takes effect on open sockets.
import type { Actor } from "@minqing/core/access/account";
import type { SignInPolicy } from "@minqing/core/access/policy";
import {
  latestExpiry,
  overlapEnd,
  type ServiceTokenDraft,
  type ServiceTokenView,
} from "@minqing/core/access/service-token";
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import { holdServiceToken } from "@minqing/geodata/access/approval-queries";
import {
  endServiceToken,
  insertServiceToken,
  renewServiceToken,
  serviceTokenView,
} from "@minqing/geodata/access/service-token-queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { requireKnownCodes } from "../account/accounts.ts";
import { requestApproval } from "../approval/approvals.ts";
import { isGreatGrant } from "../approval/great-grant.ts";
import { lockNotEnded } from "./lock-not-ended.ts";

type Context = Pick<ServerContext, "db" | "now" | "policies" | "serviceTokens">;

export interface FreshServiceToken {
  serviceToken: ServiceTokenView;
  /** Returned once. */
  token: string;
}

export class ServiceTokenAdministration {
  readonly #options: Context;

  constructor(options: Context) {
    this.#options = options;
  }

  create(actor: Actor, draft: ServiceTokenDraft): Promise<FreshServiceToken> {
    const { db, now, policies, serviceTokens } = this.#options;
    return db.transaction(async (tx) => {
      const at = now();
      requireValidExpiry(draft.expiresAt, await policies.current(tx), at);
      await requireKnownCodes(tx, draft);
      const { token, hash } = serviceTokens.generate();
      const id = await insertServiceToken(tx, { ...draft, tokenHash: hash, at, by: actor.username });
      if (id === null) {
        throw new ProblemError(
          "version-conflict",
          `expected a name that was never used, got "${draft.name}": a service token has or had it`,
        );
      }
      await this.#write(tx, actor, draft.name, { action: "service-token.create", detail: { ...draft } });
      if (await isGreatGrant(tx, draft)) {
        const request = { action: "service-token.create", object: draft.name, detail: draft, payload: {} } as const;
        await holdServiceToken(tx, id, await requestApproval(tx, actor, request, at));
      }
      return { serviceToken: await view(tx, id), token };
    });
  }

  /** The previous token is accepted for `overlapHours` more, but never beyond its own expiry. */
  async renew(
    actor: Actor,
    id: string,
    { expiresAt, overlapHours }: { expiresAt: string; overlapHours: number },
  ): Promise<FreshServiceToken> {
    const { db, now, policies, serviceTokens } = this.#options;
    const fresh = await db.transaction(async (tx) => {
      const at = now();
      const policy = await policies.current(tx);
      requireValidExpiry(expiresAt, policy, at);
      requireValidOverlap(overlapHours, policy);
      const current = await lockNotEnded(tx, id);
      const { token, hash } = serviceTokens.generate();
      const detail = { expiresAt: { before: current.expiresAt.toISOString(), after: expiresAt }, overlapHours };
      if (await isGreatGrant(tx, current)) {
        const payload = { tokenId: id, hash: Buffer.from(hash).toString("base64"), expiresAt, overlapHours };
        await requestApproval(tx, actor, { action: "service-token.renew", object: current.name, detail, payload }, at);
      } else {
        const priorUntil = overlapEnd(overlapHours, at, current);
        await renewServiceToken(tx, id, { tokenHash: hash, expiresAt: new Date(expiresAt), at, priorUntil });
        await this.#write(tx, actor, current.name, { action: "service-token.renew", detail });
      }
      return { serviceToken: await view(tx, id), token };
    });
    db.ring("access");
    return fresh;
  }

  async end(actor: Actor, id: string): Promise<ServiceTokenView> {
    const { db, now } = this.#options;
    const ended = await db.transaction(async (tx) => {
      const { name } = await lockNotEnded(tx, id);
      await endServiceToken(tx, id, now());
      await this.#write(tx, actor, name, { action: "service-token.end" });
      return view(tx, id);
    });
    db.ring("access");
    return ended;
  }

  #write(
    tx: Executor,
    actor: Actor,
    name: string,
    act: { action: string; detail?: AuditEvent["detail"] },
  ): Promise<void> {
    return writeAudit(tx, doneBy(actor, this.#options.now(), { ...act, object: { kind: "service-token", id: name } }));
  }
}

function requireValidExpiry(expiresAt: string, policy: SignInPolicy, now: Date): void {
  const furthest = latestExpiry(policy, now);
  const at = new Date(expiresAt);
  if (at > now && at <= furthest) return;
  throw new ProblemError("bad-request", undefined, [
    {
      path: "expiresAt",
      expected: `an instant after now and not after ${furthest.toISOString()}, the limit of the policy`,
      got: expiresAt,
    },
  ]);
}

function requireValidOverlap(hours: number, { tokenOverlapHours }: SignInPolicy): void {
  if (hours <= tokenOverlapHours) return;
  throw new ProblemError("bad-request", undefined, [
    { path: "overlapHours", expected: `at most ${tokenOverlapHours}, the limit of the policy`, got: `${hours}` },
  ]);
}

async function view(tx: Executor, id: string): Promise<ServiceTokenView> {
  const found = await serviceTokenView(tx, id);
  if (found === null) throw new Error(`expected the service token ${id} that was just written, got none`);
  return found;
}
