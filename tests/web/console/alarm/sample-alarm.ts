// An alarm for tests of the console; each test changes what it is about.
import { AlarmView } from "@minqing/core/alarm/alarm";

export const sampleAlarm = (change: Partial<AlarmView> = {}): AlarmView =>
  AlarmView.parse({
    id: "alarm-1",
    ruleId: "flood-deep",
    nameZh: "积水深度",
    nameEn: "Flood depth",
    priority: 1,
    subjectId: "flood-1",
    thingId: "flood-1",
    thingName: "新安桥下易涝点",
    regionCode: "441521115005",
    regionName: "海城镇 新安社区居民委员会",
    reachCode: null,
    position: [115.3, 23],
    observedProperty: "flood_depth",
    unit: "m",
    value: 0.58,
    limit: 0.5,
    raisedAt: "2026-09-11T00:00:00.000Z",
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgeOverdueAt: null,
    clearedAt: null,
    caseId: null,
    version: 1,
    synthetic: true,
    ...change,
  });
