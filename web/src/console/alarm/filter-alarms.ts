// Applies the desk's filter to alarms: priority, region and text. Status and category apply only to cases.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { regionPrefix } from "@minqing/core/region/codes";
import { matcherFor } from "@minqing/core/text/search";
import type { CaseFilter } from "../case/case-filter.ts";

export function filterAlarms(alarms: Iterable<AlarmView>, filter: CaseFilter): AlarmView[] {
  const matches = matcherFor(filter.text);
  const prefix = filter.region === null ? null : regionPrefix(filter.region);
  return [...alarms].filter((alarm) => {
    if (filter.priorities.length > 0 && !filter.priorities.includes(alarm.priority)) return false;
    if (prefix !== null && !alarm.regionCode.startsWith(prefix)) return false;
    return matches(alarm.nameZh, alarm.nameEn, alarm.thingName, alarm.regionName);
  });
}
