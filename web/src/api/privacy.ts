// Data protection: the masking policy, and how long each kind of personal data is kept.
import { MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { type RetentionKind, RetentionView } from "@minqing/core/privacy/retention";
import { z } from "zod";
import { getJson, sendJson } from "./request.ts";

const Views = z.object({ items: z.array(RetentionView) });

export const readMaskingPolicy = (): Promise<MaskingPolicy> => getJson("/api/masking-policy", MaskingPolicy);

export const changeMaskingPolicy = (policy: MaskingPolicy): Promise<MaskingPolicy> =>
  sendJson("/api/masking-policy", { method: "PUT", body: policy, schema: MaskingPolicy });

export const listRetention = async (): Promise<RetentionView[]> => (await getJson("/api/retention", Views)).items;

export const changeRetention = async (kind: RetentionKind, days: number): Promise<RetentionView[]> =>
  (await sendJson(`/api/retention/${kind}`, { method: "PUT", body: { days }, schema: Views })).items;
