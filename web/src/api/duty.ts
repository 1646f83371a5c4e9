// The duty roster of the whole scope, or of the command centre only.
import { DutyRoster } from "@minqing/core/organisation/duty";
import { getJson } from "./request.ts";

export const readDuty = (): Promise<DutyRoster> => getJson("/api/duty", DutyRoster);

export const readCommandDuty = (): Promise<DutyRoster> => getJson("/api/duty", DutyRoster, { kind: "command" });
