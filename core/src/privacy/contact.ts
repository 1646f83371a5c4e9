// The contact (联系人) of a report: the person behind it, entered by hand. Personal information: it is stored apart
// from the case, shown masked, and unmasked only for a purpose.

import { z } from "zod";
import { foldedText, typedText } from "../text/text.ts";

export const CONTACT_FIELDS = ["name", "phone", "identityNumber", "plate", "address"] as const;
export const ContactField = z.enum(CONTACT_FIELDS);
export type ContactField = z.infer<typeof ContactField>;

const PLATE =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9警学挂港澳]$/;

export const CaseContact = z.object({
  name: typedText(40),
  phone: foldedText.pipe(
    z
      .string()
      .max(24)
      .regex(/^\+?[\d ()-]{5,}$/, "expected a telephone number"),
  ),
  identityNumber: foldedText
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[1-9]\d{16}[\dX]$/, "expected an identity number of 18 digits"))
    .optional(),
  plate: foldedText
    .transform((text) => text.toUpperCase().replace(/[\s·.-]/g, ""))
    .pipe(z.string().regex(PLATE, "expected a number plate, as 粤N12345"))
    .optional(),
  address: typedText(200).optional(),
});
export type CaseContact = z.infer<typeof CaseContact>;

/** The fields that are present, in the order of `CONTACT_FIELDS`. */
export const givenFields = (contact: CaseContact): ContactField[] =>
  CONTACT_FIELDS.filter((field) => contact[field] !== undefined);

/** A contact for one reader: masked, field by field. Fields that the reader's role may not see are absent. */
export const ContactView = z.object({
  fields: z.array(z.object({ field: ContactField, masked: z.string() })),
  /** Purposes for which the reader may see fields unmasked; empty: none. */
  purposes: z.array(
    z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), fields: z.array(ContactField) }),
  ),
  /** False if no key of this server decrypts it. */
  readable: z.boolean(),
  synthetic: z.boolean(),
});
export type ContactView = z.infer<typeof ContactView>;

export const RevealRequest = z
  .object({
    purpose: z.string().min(1).max(32),
    reason: typedText(200).pipe(z.string().min(4, "expected 4 characters or more")),
    /** Whose contact; absent: that of the first report that has one. */
    reportId: z.uuid().optional(),
  })
  .meta({ id: "RevealRequest" });
export type RevealRequest = z.infer<typeof RevealRequest>;

export const RevealedContact = z
  .object({
    fields: z.array(z.object({ field: ContactField, text: z.string() })),
    /** A screen hides it again after this time. */
    shownSeconds: z.number().int(),
  })
  .meta({ id: "RevealedContact" });
export type RevealedContact = z.infer<typeof RevealedContact>;
