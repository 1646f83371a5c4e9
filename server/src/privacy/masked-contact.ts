// Reads the contact of a report, masked for the reader: the only place that applies the masking policy to shown contacts.
import type { Actor } from "@minqing/core/access/account";
import type { CaseView } from "@minqing/core/case/case";
import type { ContactView } from "@minqing/core/privacy/contact";
import { maskContact } from "@minqing/core/privacy/masking-policy";
import { sealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { ServerContext } from "../server-context.ts";

/** Null for a report without a contact. The caller has checked that its case, `held`, is in scope. */
export async function maskedContact(
  { db, contacts, maskingPolicies }: Pick<ServerContext, "db" | "contacts" | "maskingPolicies">,
  reader: Actor,
  reportId: string,
  held: Pick<CaseView, "departmentId">,
): Promise<ContactView | null> {
  const sealed = await sealedContact(db, reportId);
  if (sealed === null) return null;
  const policy = await maskingPolicies.current();
  return maskContact(contacts.open(reportId, sealed), { reader, current: held, policy, synthetic: sealed.synthetic });
}
