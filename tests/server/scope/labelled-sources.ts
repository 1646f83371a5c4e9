// Alarms and detections that open cases, some of them dispatched, some classified, through the HTTP API.
import type { Secrecy } from "@minqing/core/access/scope";
import type { UnitInTree } from "@minqing/core/access/units";
import { sql } from "@minqing/geodata/sql";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { expect } from "vitest";
import { z } from "zod";
import type { TestApp } from "../open-app.ts";
import { detect, raiseAlarm } from "../sources.ts";

const Opened = z.object({ id: z.string(), version: z.number() });

/** In each town an alarm with a case, a detection with a case, and another detection of the same frame in review. */
export async function openLabelledSources(
  app: TestApp,
  towns: readonly string[],
  units: readonly UnitInTree[],
): Promise<void> {
  for (const region of towns) {
    await raiseAlarm(app.db, { region, category: "0506" });
    const frame = { region, picture: `frame of ${region}` };
    await detect(app.db, { ...frame, fate: "auto_report" }).catch(() => undefined);
    await detect(app.db, frame).catch(() => undefined);
  }
  await sweepUntilDone(app.context);
  const opened = await app.owner.query(
    sql`select id, version from cases where source_id is not null order by source, region_code, id`,
    Opened,
  );
  for (const [index, { id, version }] of opened.entries()) {
    const unit = units[(index * 5) % units.length]?.id;
    const dispatch = { type: "dispatch", version, departmentId: unit };
    if (index % 2 === 0) expect((await app.post("desk", `/api/cases/${id}/commands`, dispatch)).status).toBe(200);
    await classify(app, id, (index % 3) as Secrecy);
  }
}

/** As an account with the highest clearance. */
export async function classify(app: TestApp, caseId: string, secrecy: Secrecy): Promise<void> {
  const { version } = await app.owner.one(
    sql`select version from cases where id = ${caseId}`,
    Opened.pick({ version: true }),
  );
  const grade = { secrecy, reason: "test", version };
  expect((await app.post("cleared", `/api/cases/${caseId}/secrecy`, grade)).status).toBe(200);
}
