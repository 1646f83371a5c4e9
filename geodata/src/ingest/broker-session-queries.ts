// SQL of the client ids under which a gateway keeps its session at an external broker.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const BrokerSession = z.object({ clientId: z.string(), formerClientId: z.string().nullable() });
export type BrokerSession = z.infer<typeof BrokerSession>;

/**
 * The session of a name; made with `clientId` where there is none yet. A gateway that has been hearing before had its
 * session under `formerClientId`.
 */
export async function ownBrokerSession(
  db: Executor,
  name: string,
  { clientId, formerClientId }: { clientId: string; formerClientId: string },
): Promise<BrokerSession> {
  await db.execute(sql`
    insert into broker_sessions (name, client_id, former_client_id)
    values (${name}, ${clientId}, (select ${formerClientId}::text from gateways where name = ${name}))
    on conflict (name) do nothing`);
  return db.one(sql`select client_id, former_client_id from broker_sessions where name = ${name}`, BrokerSession);
}

export async function forgetFormerSession(db: Executor, name: string): Promise<void> {
  await db.execute(sql`update broker_sessions set former_client_id = null where name = ${name}`);
}
