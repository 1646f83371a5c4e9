// The standing (归属) of a locked case, as the change log stores it.
import type { Standing } from "@minqing/core/access/standing";
import type { LockedCase } from "@minqing/geodata/case/queries";

export const caseStanding = (row: LockedCase): Standing => ({
  code: row.regionCode,
  reach: row.reachCode,
  lead: row.departmentId,
  assisting: row.assisting,
  reporters: row.reporters,
  assignees: row.assignees,
  secrecy: row.secrecy,
  case: null,
});
