// Data protection: masking policy, public view, retention periods, and their editions.
import { MaskingPolicyInForce } from "@minqing/core/privacy/masking-policy";
import { PrivacyChange } from "@minqing/core/privacy/privacy-change";
import { PublicViewInForce } from "@minqing/core/privacy/public-place";
import { type RetentionKind, RetentionView } from "@minqing/core/privacy/retention";
import { z } from "zod";
import { getJson, sendJson } from "./request.ts";

const Views = z.object({ items: z.array(RetentionView) });

export const readMaskingPolicy = (): Promise<MaskingPolicyInForce> =>
  getJson("/api/masking-policy", MaskingPolicyInForce);

export const changeMaskingPolicy = (policy: MaskingPolicyInForce): Promise<MaskingPolicyInForce> =>
  sendJson("/api/masking-policy", { method: "PUT", body: policy, schema: MaskingPolicyInForce });

export const readPublicView = (): Promise<PublicViewInForce> => getJson("/api/public-view", PublicViewInForce);

export const changePublicView = (view: PublicViewInForce): Promise<PublicViewInForce> =>
  sendJson("/api/public-view", { method: "PUT", body: view, schema: PublicViewInForce });

const Changes = z.object({ items: z.array(PrivacyChange), nextCursor: z.string().nullable() });

export const listPrivacyChanges = (cursor: string | null): Promise<z.infer<typeof Changes>> =>
  getJson("/api/privacy-changes", Changes, { cursor });

export const listRetention = async (): Promise<RetentionView[]> => (await getJson("/api/retention", Views)).items;

/** `edition` is the edition that the change is based on. */
export const changeRetention = async (
  kind: RetentionKind,
  { days, edition }: Pick<RetentionView, "days" | "edition">,
): Promise<RetentionView[]> =>
  (await sendJson(`/api/retention/${kind}`, { method: "PUT", body: { days, edition }, schema: Views })).items;
