// Who reports, as far as it is filled in (接报时的联系人). Pure.
import { CaseContact, ContactField } from "@minqing/core/privacy/contact";
import type { z } from "zod";

/** As typed; empty where nothing is. */
export type ContactForm = Record<ContactField, string>;

export const NO_CONTACT: ContactForm = { name: "", phone: "", identityNumber: "", plate: "", address: "" };

const filled = (form: ContactForm): [string, string][] =>
  Object.entries(form).flatMap(([field, text]) => (text.trim() === "" ? [] : [[field, text.trim()]]));

/** What is sent; undefined where nothing is filled in. */
export function contactOf(form: ContactForm): z.input<typeof CaseContact> | undefined {
  const given = filled(form);
  return given.length === 0 ? undefined : { name: "", phone: "", ...Object.fromEntries(given) };
}

/** Fields that the server would refuse. */
export function contactIssues(form: ContactForm): ContactField[] {
  const contact = contactOf(form);
  const parsed = contact === undefined ? null : CaseContact.safeParse(contact);
  if (parsed === null || parsed.success) return [];
  const named = parsed.error.issues.flatMap(({ path }) => {
    const field = ContactField.safeParse(path[0]);
    return field.success ? [field.data] : [];
  });
  return [...new Set(named)];
}
