// Where a locked case stands (归属): what the change log says of it.
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
