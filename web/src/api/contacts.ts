// Reveals the contact of a case in plain text, for a purpose.
import { RevealedContact, type RevealRequest } from "@minqing/core/privacy/contact";
import { sendJson } from "./request.ts";

export const revealContact = (caseId: string, request: RevealRequest): Promise<RevealedContact> =>
  sendJson(`/api/cases/${encodeURIComponent(caseId)}/contact/reveal`, { body: request, schema: RevealedContact });
