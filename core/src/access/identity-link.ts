// Links a person at an identity provider to an account (身份绑定). The subject is the provider's permanent id of the
// person.
import { z } from "zod";

export const IdentityLinkDraft = z
  .object({
    provider: z.string().min(1).max(512),
    subject: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\p{Cc}]+$/u, "expected no control characters"),
  })
  .meta({ id: "IdentityLinkDraft" });
export type IdentityLinkDraft = z.infer<typeof IdentityLinkDraft>;

export const IdentityLinkView = IdentityLinkDraft.extend({
  id: z.uuid(),
  linkedAt: z.iso.datetime(),
  /** The administrator, or the account itself at its first sign-in. */
  linkedBy: z.string(),
  lastUsedAt: z.iso.datetime().nullable(),
}).meta({ id: "IdentityLinkView" });
export type IdentityLinkView = z.infer<typeof IdentityLinkView>;

/** The answer to a link; null while it waits for approval. */
export const BoundIdentity = z.object({ link: IdentityLinkView.nullable() }).meta({ id: "BoundIdentity" });

/** A configured provider, for the form that links a person. */
export const IdentityProviderView = z
  .object({ provider: z.string(), labelZh: z.string(), labelEn: z.string() })
  .meta({ id: "IdentityProviderView" });
export type IdentityProviderView = z.infer<typeof IdentityProviderView>;
