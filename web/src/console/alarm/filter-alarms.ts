// Applies the desk's filter to alarms: priority, region and text. Status and category apply only to cases.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { regionPrefix } from "@minqing/core/region/codes";
import type { CaseFilter } from "../case/case-filter.ts";

export function filterAlarms(alarms: Iterable<AlarmView>, filter: CaseFilter): AlarmView[] {
  const terms = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const prefix = filter.region === null ? null : regionPrefix(filter.region);
  return [...alarms].filter((alarm) => {
    if (filter.priorities.length > 0 && !filter.priorities.includes(alarm.priority)) return false;
    if (prefix !== null && !alarm.regionCode.startsWith(prefix)) return false;
    const text = `${alarm.nameZh} ${alarm.nameEn} ${alarm.thingName ?? ""} ${alarm.regionName}`.toLowerCase();
    return terms.every((term) => text.includes(term));
  });
}
