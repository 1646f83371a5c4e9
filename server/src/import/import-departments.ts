// Departments from a sheet: all of it or nothing. A dry run plans as the real one does, and writes nothing.
import { type AuditEvent, doneBy } from "@minqing/core/audit/event";
import { type DepartmentPlan, type PlannedDepartment, planDepartments } from "@minqing/core/import/department-plan";
import { type DepartmentLine, readDepartmentSheet } from "@minqing/core/import/department-sheet";
import type { ImportReport } from "@minqing/core/import/report";
import type { DepartmentView } from "@minqing/core/region/region";
import { writeAudits } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { holdDepartments, writeDepartments } from "@minqing/geodata/import/queries";
import { knownRegions, listDepartments } from "@minqing/geodata/region/queries";
import type { ServerContext } from "../server-context.ts";
import { type ImportOrder, inOrder } from "./import-order.ts";

export async function importDepartments(
  { db, now }: Pick<ServerContext, "db" | "now">,
  order: ImportOrder,
): Promise<ImportReport> {
  const { sheet, isDryRun } = order;
  const { lines, refused } = readDepartmentSheet(sheet);
  return db.transaction(async (tx) => {
    if (!isDryRun) await holdDepartments(tx);
    const plan = await planOf(tx, lines);
    const report: ImportReport = {
      ...{ kind: "departments", dryRun: isDryRun, written: false, rows: sheet.rows.length },
      ...{ create: plan.create.length, change: plan.change.length, same: plan.same },
      refused: inOrder([...refused, ...plan.refused]),
    };
    if (isDryRun || report.refused.length > 0) return report;
    await writeDepartments(
      tx,
      [...plan.create, ...plan.change].map(({ draft }) => draft),
    );
    await writeAudits(tx, trailOf(order, plan, now()));
    return { ...report, written: true };
  });
}

async function planOf(executor: Executor, lines: readonly DepartmentLine[]): Promise<DepartmentPlan> {
  const codes = new Set(lines.map(({ wanted }) => wanted.regionCode));
  const departments = new Map((await listDepartments(executor)).map((department) => [department.id, department]));
  return planDepartments(lines, { departments, regions: await knownRegions(executor, [...codes]) });
}

function detailOf({ before, draft }: PlannedDepartment): AuditEvent["detail"] {
  if (before === null) return { ...draft };
  const changed = (Object.keys(draft) as (keyof DepartmentView)[]).filter((key) => before[key] !== draft[key]);
  return Object.fromEntries(changed.map((key) => [key, { before: before[key], after: draft[key] }]));
}

/** One row for the file, one for each department. */
function trailOf({ actor, sheet }: ImportOrder, { create, change, same }: DepartmentPlan, at: Date): AuditEvent[] {
  const detail = { rows: sheet.rows.length, create: create.length, change: change.length, same };
  const acts = [...create, ...change].map((one) => ({
    action: one.before === null ? "department.create" : "department.change",
    object: { kind: "department", id: one.draft.id },
    detail: detailOf(one),
  }));
  return [{ action: "department.import", detail }, ...acts].map((act) => doneBy(actor, at, act));
}
