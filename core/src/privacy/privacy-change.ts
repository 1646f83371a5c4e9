// An edition of a setting about personal data: when it came into force, until when, by whom, and the value before it.
import { z } from "zod";
import { MASKING_POLICY_KEY, MaskingPolicy } from "./masking-policy.ts";
import { PUBLIC_VIEW_KEY, PublicView } from "./public-place.ts";
import { RETENTION, RETENTION_KINDS } from "./retention.ts";

const edition = {
  at: z.iso.datetime(),
  /** Null for the one in force. */
  until: z.iso.datetime().nullable(),
  /** The account; null if the audit trail does not reach back so far, and for editions of the installation. */
  by: z.string().nullable(),
};

export const PrivacyChange = z
  .discriminatedUnion("what", [
    z.object({ what: z.literal("masking-policy"), ...edition, before: MaskingPolicy.nullable(), after: MaskingPolicy }),
    z.object({ what: z.literal("public-view"), ...edition, before: PublicView.nullable(), after: PublicView }),
    z.object({
      what: z.literal("retention"),
      ...edition,
      kind: z.enum(RETENTION_KINDS),
      before: z.number().int().nullable(),
      after: z.number().int(),
    }),
  ])
  .meta({ id: "PrivacyChange" });
export type PrivacyChange = z.infer<typeof PrivacyChange>;

/** The settings about personal data, and the audit action that changes each. */
export const PRIVACY_ACTS: Readonly<Record<string, string>> = {
  [MASKING_POLICY_KEY]: "masking-policy.change",
  [PUBLIC_VIEW_KEY]: "public-view.change",
  ...Object.fromEntries(RETENTION_KINDS.map((kind) => [RETENTION[kind].key, "retention.change"])),
};

interface Edition {
  key: string;
  before: unknown;
  after: unknown;
  at: string;
  until: string | null;
  by: string | null;
}

/** Parses an edition of one of these settings, in the form of its key. */
export function privacyChange({ key, ...edition }: Edition): PrivacyChange {
  const kind = RETENTION_KINDS.find((each) => RETENTION[each].key === key);
  if (kind !== undefined) return PrivacyChange.parse({ what: "retention", kind, ...edition });
  const what = key === MASKING_POLICY_KEY ? "masking-policy" : "public-view";
  return PrivacyChange.parse({ what, ...edition });
}
