// A server's context on a durable PostgreSQL with the demo city, without HTTP: for benches of acts.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import { cityByCode } from "@minqing/core/city/city";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { createContext } from "@minqing/server/open-server";
import type { ServerContext } from "@minqing/server/server-context";
import pino from "pino";
import { startCityDatabase } from "./city-database.ts";

export interface ActServer {
  context: ServerContext;
  owner: PgDatabase;
  close(): Promise<void>;
}

export async function startActServer(folder: string, poolSize: number): Promise<ActServer> {
  const dataDir = join(folder, "data");
  await mkdir(dataDir);
  const city = await startCityDatabase(dataDir);
  const database = new PgDatabase({ url: city.settings.url, poolSize });
  const owner = new PgDatabase({ url: city.settings.ownerUrl, statementTimeoutMs: 600_000 });
  const context = createContext({
    db: database,
    log: pino({ level: "silent" }),
    city: cityByCode("441500"),
    demo: true,
    secret: "bench".repeat(8),
  });
  return {
    context,
    owner,
    close: async () => {
      await database.close();
      await owner.close();
      await city.stop();
    },
  };
}

/** Somebody who may give every command on a case of this unit. */
export const everyone = (departmentId: string): Actor => ({
  username: "bench",
  displayName: "bench",
  roles: ["acceptor", "supervisor", "dispatcher", "handler"],
  departmentId,
  scope: compileScope(["441500"]),
  address: null,
});
