// Service tokens of partner systems. Only the response that creates or renews a token contains its secret.
import { type ServiceTokenDraft, ServiceTokenView } from "@minqing/core/access/service-token";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, sendJson } from "./request.ts";

const Fresh = z.object({ serviceToken: ServiceTokenView, token: z.string() });
export type FreshServiceToken = z.infer<typeof Fresh>;

export const listServiceTokens = async () => (await getJson("/api/service-tokens", pageOf(ServiceTokenView))).items;

export const createServiceToken = (draft: ServiceTokenDraft) =>
  sendJson("/api/service-tokens", { body: draft, schema: Fresh });

export const renewServiceToken = (id: string, renewal: { expiresAt: string; overlapHours: number }) =>
  sendJson(`/api/service-tokens/${id}/renewal`, { body: renewal, schema: Fresh });

export const endServiceToken = (id: string) =>
  sendJson(`/api/service-tokens/${id}`, { method: "DELETE", schema: ServiceTokenView });
