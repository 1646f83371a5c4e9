// A sample case for the console's tests; each test sets the fields that matter to it.
import { CaseView } from "@minqing/core/case/case";

export const sampleCase = (change: Partial<CaseView> = {}): CaseView =>
  Object.freeze(
    CaseView.parse({
      id: "case-1",
      number: "0911-0187",
      kind: "event",
      category: "0506",
      categoryNameZh: "道路积水",
      categoryNameEn: "Flooded road",
      title: "南堤路积水",
      status: "registered",
      priority: 2,
      source: "citizen",
      sourceId: null,
      regionCode: "441581101201003",
      reachCode: null,
      secrecy: 0,
      regionName: "东海街道 南堤社区",
      position: [115.64, 22.95],
      address: null,
      departmentId: null,
      departmentName: null,
      reportedAt: "2026-09-10T23:30:00.000Z",
      statusSince: "2026-09-10T23:40:00.000Z",
      clockSince: "2026-09-10T23:40:00.000Z",
      approachingAt: "2026-09-10T23:44:00.000Z",
      deadlineAt: "2026-09-10T23:45:00.000Z",
      closedAt: null,
      returnCount: 0,
      reworkCount: 0,
      marks: {},
      version: 3,
      synthetic: true,
      ...change,
    }),
  );

export const at = (text: string): number => Date.parse(`2026-09-10T${text}.000Z`);
