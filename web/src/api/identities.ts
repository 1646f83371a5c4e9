// The links of an account to identity providers.
import {
  BoundIdentity,
  type IdentityLinkDraft,
  IdentityLinkView,
  IdentityProviderView,
} from "@minqing/core/access/identity-link";
import { z } from "zod";
import { getJson, sendJson } from "./request.ts";

const Identities = z.object({ items: z.array(IdentityLinkView), providers: z.array(IdentityProviderView) });
export type Identities = z.infer<typeof Identities>;

const of = (username: string) => `/api/accounts/${encodeURIComponent(username)}/identities` as const;

export const readIdentities = (username: string) => getJson(of(username), Identities);

export const bindIdentity = (username: string, draft: IdentityLinkDraft) =>
  sendJson(of(username), { body: draft, schema: BoundIdentity });

export const releaseIdentity = (username: string, id: string) =>
  sendJson(`${of(username)}/${id}`, { method: "DELETE", schema: z.undefined() });
