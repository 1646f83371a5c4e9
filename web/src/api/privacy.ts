// Data protection: the masking policy, the public view, how long each kind of personal data is kept, and every edition of them.
import { MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { PrivacyChange } from "@minqing/core/privacy/privacy-change";
import { PublicView } from "@minqing/core/privacy/public-place";
import { type RetentionKind, RetentionView } from "@minqing/core/privacy/retention";
import { z } from "zod";
import { getJson, sendJson } from "./request.ts";

const Views = z.object({ items: z.array(RetentionView) });

export const readMaskingPolicy = (): Promise<MaskingPolicy> => getJson("/api/masking-policy", MaskingPolicy);

export const changeMaskingPolicy = (policy: MaskingPolicy): Promise<MaskingPolicy> =>
  sendJson("/api/masking-policy", { method: "PUT", body: policy, schema: MaskingPolicy });

export const readPublicView = (): Promise<PublicView> => getJson("/api/public-view", PublicView);

export const changePublicView = (view: PublicView): Promise<PublicView> =>
  sendJson("/api/public-view", { method: "PUT", body: view, schema: PublicView });

const Changes = z.object({ items: z.array(PrivacyChange), nextCursor: z.string().nullable() });

export const listPrivacyChanges = (cursor: string | null): Promise<z.infer<typeof Changes>> =>
  getJson("/api/privacy-changes", Changes, { cursor });

export const listRetention = async (): Promise<RetentionView[]> => (await getJson("/api/retention", Views)).items;

export const changeRetention = async (kind: RetentionKind, days: number): Promise<RetentionView[]> =>
  (await sendJson(`/api/retention/${kind}`, { method: "PUT", body: { days }, schema: Views })).items;
