// Sample cases and alarms for the wall's tests; each test sets the fields that matter to it.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseView } from "@minqing/core/case/case";

export const aCase = (given: Partial<CaseView> & { id: string }): CaseView => ({
  number: "0911-0001",
  kind: "event",
  category: "0506",
  categoryNameZh: "道路积水",
  categoryNameEn: "Flooded road",
  title: "河西涵洞积水",
  status: "handling",
  priority: 3,
  source: "citizen",
  sourceId: null,
  regionCode: "441581001001001",
  reachCode: null,
  secrecy: 0,
  regionName: "东海街道 东海社区",
  position: [115.65, 22.95],
  address: null,
  departmentId: null,
  departmentName: null,
  reportedAt: "2026-09-11T00:00:00Z",
  statusSince: "2026-09-11T00:00:00Z",
  deadlineAt: null,
  closedAt: null,
  returnCount: 0,
  reworkCount: 0,
  version: 1,
  synthetic: true,
  ...given,
});

export const anAlarm = (given: Partial<AlarmView> & { id: string }): AlarmView => ({
  ruleId: "river-guarantee",
  nameZh: "超保证水位",
  nameEn: "River over guarantee level",
  priority: 1,
  subjectId: "1",
  thingId: "river-luohe-k020",
  thingName: "蕉坑水位站",
  regionCode: "441581101001001",
  reachCode: null,
  regionName: "大安镇 蕉坑村",
  position: [115.64, 23.05],
  observedProperty: "water_level",
  unit: "m",
  value: 13.12,
  limit: 11.5,
  raisedAt: "2026-09-11T00:00:00Z",
  acknowledgedAt: null,
  acknowledgedBy: null,
  clearedAt: null,
  caseId: null,
  version: 1,
  synthetic: true,
  ...given,
});

export const aBoard = (cases: readonly CaseView[], alarms: readonly AlarmView[]) => ({
  case: new Map(cases.map((row) => [row.id, row])),
  alarm: new Map(alarms.map((row) => [row.id, row])),
});
