// What regions, grid cells, departments, posts, people and shifts have in common: an id, a name, a version, a history.

import { z } from "zod";
import { typedText } from "../text/text.ts";

export const ORGANISATION_KINDS = ["region", "grid", "department", "post", "person", "shift"] as const;
export const OrganisationKind = z.enum(ORGANISATION_KINDS);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

export const UnitId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,63}$/,
    "expected 1 to 64 of a-z, 0-9, dash, underscore, beginning with a letter or digit",
  );

export const MAX_NAME_LENGTH = 64;
export const UnitName = typedText(MAX_NAME_LENGTH);

/** Incremented by every change; an edit of an older version is rejected. */
export const Versioned = z.object({ version: z.number().int() }).meta({ id: "Versioned" });

/** One change: the state before it (null: created) and after it (null: deleted). Telephone numbers are masked. */
export const UnitChange = z
  .object({
    kind: OrganisationKind,
    objectId: z.string(),
    version: z.number().int(),
    at: z.iso.datetime(),
    actor: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: "UnitChange" });
export type UnitChange = z.infer<typeof UnitChange>;
