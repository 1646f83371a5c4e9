// The contact of a case as a reader sees it: the one place that applies the masking policy to what is shown.
import type { Actor } from "@minqing/core/access/account";
import type { CaseView } from "@minqing/core/case/case";
import type { ContactView } from "@minqing/core/privacy/contact";
import { maskContact } from "@minqing/core/privacy/masking-policy";
import { sealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { ServerContext } from "../server-context.ts";

/** Null where nobody gave one. The caller has found the case in scope. */
export async function contactOf(
  { db, contacts, maskingPolicies }: Pick<ServerContext, "db" | "contacts" | "maskingPolicies">,
  reader: Actor,
  held: CaseView,
): Promise<ContactView | null> {
  const kept = await sealedContact(db, held.id);
  if (kept === null) return null;
  const policy = await maskingPolicies.current();
  return maskContact(contacts.open(held.id, kept), { reader, current: held, policy, synthetic: kept.synthetic });
}
