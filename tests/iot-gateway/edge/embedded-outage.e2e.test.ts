// The embedded broker while PostgreSQL is down: devices sign in by the copy in memory, no password is called wrong, nothing
// is acknowledged, and everything is stored when the database is back.
import { createLocalBus } from "@minqing/core/live/local-bus";
import { PgDatabase } from "@minqing/geodata/driver/pg/pg-database";
import { migrate } from "@minqing/geodata/migration/migrate";
import { sql } from "@minqing/geodata/sql";
import { openGateway } from "@minqing/iot-gateway/open-gateway";
import { afterAll, expect, test } from "vitest";
import { fillSmallCity } from "../../geodata/small-city.ts";
import { startPostgres } from "../../services/postgres.ts";
import { connectDevice, observationsOf, publish } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

const cluster = await startPostgres();
const db = new PgDatabase({ url: cluster.url, connectTimeoutMs: 1_000 });
await migrate(db);
await fillSmallCity(db);
const gateway = await openGateway({
  db,
  edge: { kind: "embedded", host: "127.0.0.1", port: 0 },
  bus: createLocalBus(),
  log: quietLog,
  asOwner: (work) => work(db),
});
afterAll(async () => {
  await gateway.close();
  await db.close();
  await cluster.stop();
});
const port = gateway.mqttPort ?? 0;
const RAIN = "441500-rain-1";

test("an outage of the database costs no message and no sign-in", { timeout: 60_000 }, async () => {
  const before = await connectDevice(port, RAIN, { keepalive: 60 });
  await cluster.kill9();

  let acknowledged = 0;
  const now = Date.now();
  const pending = Array.from({ length: 20 }, (_, i) =>
    publish(before, observationsOf(RAIN), { t: now + i, values: { rainfall: i } }).then(() => {
      acknowledged++;
    }),
  );
  const during = await connectDevice(port, "441500-level-1");
  pending.push(
    publish(during, observationsOf("441500-level-1"), { t: now, values: { water_level: 1 } }).then(() => {
      acknowledged++;
    }),
  );
  // 3: server unavailable. 4 would mean that the password is wrong, which is unknown now.
  await expect(connectDevice(port, RAIN, { password: "wrong" })).rejects.toMatchObject({ code: 3 });
  expect(acknowledged).toBe(0);

  await cluster.restart();
  await Promise.all(pending);
  const [row] = await db.raw(sql`select count(*) as n from observations`);
  expect(row).toEqual({ n: 21 });
  await expect(connectDevice(port, RAIN, { password: "wrong" })).rejects.toMatchObject({ code: 4 });
  await Promise.all([before.endAsync(), during.endAsync()]);
});
