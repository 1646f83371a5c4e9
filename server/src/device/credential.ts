// Sets a new password of a device, or disables its credential; the bell makes the gateway close its connection.
import { randomBytes } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { deviceKind, disableDeviceCredential, setDeviceCredential } from "@minqing/geodata/device/credential-queries";
import { hashDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";

type Context = Pick<ServerContext, "db" | "now">;

const PASSWORD_BYTES = 18;
const unknown = (id: string): ProblemError => new ProblemError("not-found", `there is no device ${id} in your scope`);

/** Returns the new password, which is shown once. */
export async function rotateCredential({ db, now }: Context, actor: Actor, id: string): Promise<string> {
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  await db.transaction(async (tx) => {
    const kind = await deviceKind(tx, actor.scope, id);
    if (kind === null) throw unknown(id);
    await setDeviceCredential(tx, { id, kind, passwordHash: hashDevicePassword(password) });
    await writeAudit(tx, doneBy(actor, now(), { action: "credential.rotate", object: { kind, id } }));
  });
  db.ring("configuration");
  return password;
}

export async function revokeCredential({ db, now }: Context, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const kind = await deviceKind(tx, actor.scope, id);
    if (kind === null || !(await disableDeviceCredential(tx, id))) throw unknown(id);
    await writeAudit(tx, doneBy(actor, now(), { action: "credential.revoke", object: { kind, id } }));
  });
  db.ring("configuration");
}
