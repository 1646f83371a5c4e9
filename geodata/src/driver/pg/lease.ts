// A named lock of the whole database on a connection of its own. It ends with the connection, and the holder notices:
// by the socket's end, or by an unanswered heartbeat.
import pg from "pg";
import type { Database } from "../../database.ts";
import { StatementError } from "../statement-error.ts";

type Lease = Awaited<ReturnType<Database["tryLease"]>>;

const HEARTBEAT_MS = 2_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;

// The server drops a silent holder after about the time that the holder needs to notice. TCP only.
const KEEPALIVE = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

// The first key separates our names from other users of advisory locks; the name is the second.
const TRY_LOCK = "select pg_try_advisory_lock(hashtext('minqing lease'), hashtext($1)) as granted";

export async function tryPgLease(config: pg.ClientConfig, name: string, onLost: () => void): Promise<Lease> {
  const client = new pg.Client({ ...config, options: `${config.options ?? ""} ${KEEPALIVE}` });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ granted: boolean }>(TRY_LOCK, [name]);
    if (rows[0]?.granted !== true) {
      await client.end();
      return null;
    }
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new StatementError(TRY_LOCK, cause);
  }
  return watchLease(client, onLost);
}

function watchLease(client: pg.Client, onLost: () => void): NonNullable<Lease> {
  let isHeld = true;
  const lose = () => {
    if (!isHeld) return;
    isHeld = false;
    clearTimeout(heartbeat);
    onLost();
  };
  let heartbeat: NodeJS.Timeout;
  const scheduleHeartbeat = () => {
    heartbeat = setTimeout(async () => {
      if (await isAlive(client)) return isHeld ? scheduleHeartbeat() : undefined;
      lose();
      void client.end().catch(() => undefined);
    }, HEARTBEAT_MS);
    heartbeat.unref();
  };
  scheduleHeartbeat();
  client.once("end", lose);
  return {
    release: async () => {
      isHeld = false;
      clearTimeout(heartbeat);
      await client.end().catch(() => undefined);
    },
  };
}

async function isAlive(client: pg.Client): Promise<boolean> {
  const { promise: timedOut, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, HEARTBEAT_TIMEOUT_MS, false);
  const answered = client.query("select 1").then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
