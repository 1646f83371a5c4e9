// Who is on duty: the whole roster of the scope, or the command centre's alone.
import { DutyRoster } from "@minqing/core/organisation/duty";
import { getJson } from "./request.ts";

export const readDuty = (): Promise<DutyRoster> => getJson("/api/duty", DutyRoster);

export const readCommandDuty = (): Promise<DutyRoster> => getJson("/api/duty", DutyRoster, { kind: "command" });
