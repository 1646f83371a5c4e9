// Reads the contact of a case, masked for the reader: the only place that applies the masking policy to shown contacts.
import type { Actor } from "@minqing/core/access/account";
import type { CaseView } from "@minqing/core/case/case";
import type { ContactView } from "@minqing/core/privacy/contact";
import { maskContact } from "@minqing/core/privacy/masking-policy";
import { sealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { ServerContext } from "../server-context.ts";

/** Null for a case without a contact. The caller has checked that the case is in scope. */
export async function maskedContact(
  { db, contacts, maskingPolicies }: Pick<ServerContext, "db" | "contacts" | "maskingPolicies">,
  reader: Actor,
  held: CaseView,
): Promise<ContactView | null> {
  const sealed = await sealedContact(db, held.id);
  if (sealed === null) return null;
  const policy = await maskingPolicies.current();
  return maskContact(contacts.open(held.id, sealed), { reader, current: held, policy, synthetic: sealed.synthetic });
}
