// The standing (归属) of a locked case, as the change log stores it.
import type { Standing } from "@minqing/core/access/standing";
import type { LockedCase } from "@minqing/geodata/case/queries";

export const caseStanding = (row: LockedCase): Standing => ({
  code: row.regionCode,
  reach: row.reachCode,
  department: row.departmentId,
  reportedBy: row.reportedBy,
  secrecy: row.secrecy,
  case: null,
});
