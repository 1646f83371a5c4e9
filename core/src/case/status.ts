// Statuses of a case (案件状态); none is ever removed. Those marked "later" are reserved and have no transition yet.
import { z } from "zod";

export const CASE_STATUSES = [
  "reported", // 上报
  "verifying", // 核实中 (later)
  "accepted", // 受理, waits for 立案
  "registered", // 立案, waits for 派遣
  "dispatched", // 派遣, waits to be taken up
  "handling", // 处置中
  "handled", // 处置完成, the unit checks itself
  "reviewing", // 派遣员复核 (later)
  "closing", // 待结案 (later)
  "checking", // 核查中 (later)
  "closed", // 结案
  "evaluated", // 评价 (later)
  "rejected", // 不予立案
  "cancelled", // 作废
] as const;
export const CaseStatus = z.enum(CASE_STATUSES);
export type CaseStatus = z.infer<typeof CaseStatus>;
