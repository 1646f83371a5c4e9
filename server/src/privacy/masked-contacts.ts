// Reads contacts of reports, masked for the reader: the only place that applies the masking policy to shown contacts.
import type { Actor } from "@minqing/core/access/account";
import type { CaseView } from "@minqing/core/case/case";
import type { ContactView } from "@minqing/core/privacy/contact";
import { maskContact } from "@minqing/core/privacy/masking-policy";
import { type SealedContact, sealedContacts } from "@minqing/geodata/privacy/contact-queries";
import type { ServerContext } from "../server-context.ts";

/** By report; one without a contact is absent. The caller has checked that their case, `held`, is in scope. */
export async function maskedContacts(
  { db, contacts, maskingPolicies }: Pick<ServerContext, "db" | "contacts" | "maskingPolicies">,
  reader: Actor,
  reportIds: readonly string[],
  held: Pick<CaseView, "departmentId">,
): Promise<Map<string, ContactView>> {
  const sealed = await sealedContacts(db, reportIds);
  if (sealed.size === 0) return new Map();
  const policy = await maskingPolicies.current();
  const masked = ([id, contact]: [string, SealedContact]): [string, ContactView] => {
    const { synthetic } = contact;
    return [id, maskContact(contacts.open(id, contact), { reader, current: held, policy, synthetic })];
  };
  return new Map([...sealed].map(masked));
}
