// Commands on a case. `version` is the version that the client has read.
import { z } from "zod";

const version = z.number().int().min(1);
const reason = z.string().trim().min(1).max(500);
const note = z.string().trim().max(2000).optional();

export const CaseCommand = z.discriminatedUnion("type", [
  z.object({ type: z.literal("accept"), version, note }), // 受理
  z.object({ type: z.literal("reject"), version, reason, note }), // 不予立案
  z.object({ type: z.literal("cancel"), version, reason, note }), // 作废
  z.object({ type: z.literal("register"), version, note }), // 立案
  z.object({ type: z.literal("dispatch"), version, departmentId: z.string().min(1), note }), // 派遣
  z.object({ type: z.literal("take"), version, note }), // 接单
  z.object({ type: z.literal("return"), version, reason, note }), // 回退
  z.object({ type: z.literal("submit"), version, note }), // 处置完成
  z.object({ type: z.literal("rework"), version, reason, note }), // 返工
  z.object({ type: z.literal("close"), version, note }), // 结案
]);
export type CaseCommand = z.infer<typeof CaseCommand>;
export type CaseCommandType = CaseCommand["type"];
