// Imports units from a sheet (departments, posts, people, shifts, regions), as a whole or not at all. A dry run makes the
// same plan and writes nothing.
import type { ImportKind, ImportReport } from "@minqing/core/import/report";
import type { Sheet } from "@minqing/core/import/sheet";
import { type ColumnOf, draftsOf, planUnits, type UnitPlan } from "@minqing/core/import/unit-plan";
import type { UnitLines } from "@minqing/core/import/unit-sheet";
import { cityDay } from "@minqing/core/organisation/validity";
import type { Executor } from "@minqing/geodata/database";
import { lockUnits, type Stored } from "@minqing/geodata/organisation/unit-rows";
import { recordChanges } from "../organisation/record-changes.ts";
import type { Unit } from "../organisation/unit.ts";
import type { ServerContext } from "../server-context.ts";
import { type ImportOrder, sortedByCell } from "./import-order.ts";

export interface UnitImport<Draft extends object, State extends object, Column extends string> {
  kind: ImportKind;
  unit: Unit<Draft, State>;
  read(sheet: Sheet): UnitLines<Draft, Column>;
  columnOf: ColumnOf<Column>;
  /** Values of a new unit for columns missing in the sheet. */
  defaults(today: string): Partial<Draft>;
}

export const importUnits = <Draft extends object, State extends object, Column extends string>(
  { db, now }: Pick<ServerContext, "db" | "now">,
  order: ImportOrder,
  spec: UnitImport<Draft, State, Column>,
): Promise<ImportReport> => {
  const { kind, unit, read, columnOf, defaults } = spec;
  const { sheet, isDryRun } = order;
  const { lines, issues } = read(sheet);
  return db.transaction(async (tx) => {
    if (!isDryRun) await lockUnits(tx, unit.table);
    const at = now();
    const known = await unit.states(
      tx,
      lines.map(({ id }) => id),
    );
    const planned = draftsOf(lines, known, defaults(cityDay(at)));
    const plan = planUnits(lines, planned, await unit.makeValidator(tx, planned, at), columnOf);
    const report: ImportReport = {
      kind,
      dryRun: isDryRun,
      written: false,
      rows: sheet.rows.length,
      create: plan.create.length,
      change: plan.change.length,
      same: plan.same,
      held: null,
      refused: sortedByCell([...issues, ...plan.issues]),
    };
    if (isDryRun || report.refused.length > 0) return report;
    await write(tx, { ...order, at }, unit, plan);
    return { ...report, written: true };
  });
};

async function write<Draft extends object, State extends object>(
  tx: Executor,
  { actor, sheet, at }: ImportOrder & { at: Date },
  unit: Unit<Draft, State>,
  { create, change, same }: UnitPlan<Draft, Stored<State>>,
): Promise<void> {
  const written = [...create, ...change];
  await unit.write(
    tx,
    written.map(({ id, draft }) => ({ ...draft, id })),
  );
  const after = await unit.states(
    tx,
    written.map(({ id }) => id),
  );
  const detail = { rows: sheet.rows.length, create: create.length, change: change.length, same };
  await recordChanges(tx, {
    actor,
    at,
    kind: unit.kind,
    redact: unit.redact,
    first: [{ action: `${unit.kind}.import`, detail }],
    changes: written.map(({ id, before }) => ({ id, before, after: after.get(id) ?? null })),
  });
}
