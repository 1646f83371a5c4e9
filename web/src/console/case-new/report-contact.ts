// The contact in a report (接报时的联系人): form, request, issues. Pure.
import { CaseContact, ContactField } from "@minqing/core/privacy/contact";
import type { z } from "zod";

/** The fields as typed; "" for an empty field. */
export type ContactForm = Record<ContactField, string>;

export const NO_CONTACT: ContactForm = { name: "", phone: "", identityNumber: "", plate: "", address: "" };

const filled = (form: ContactForm): [string, string][] =>
  Object.entries(form).flatMap(([field, text]) => (text.trim() === "" ? [] : [[field, text.trim()]]));

/** The contact in the request; undefined when no field is filled in. */
export function contactOf(form: ContactForm): z.input<typeof CaseContact> | undefined {
  const given = filled(form);
  return given.length === 0 ? undefined : { name: "", phone: "", ...Object.fromEntries(given) };
}

/** Fields that do not fit the server's schema. */
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
