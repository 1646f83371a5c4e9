// One entry of the change log: everything a screen must not miss, in commit order.
import { z } from "zod";
import { Standing } from "../access/standing.ts";

export const CHANGE_KINDS = ["case", "alarm", "warning", "detection"] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** `scopeBefore` and `scopeAfter` are the object's standing before and after; null if it did not or does not exist. */
export const ChangeEntry = z.object({
  seq: z.number().int().positive(),
  at: z.date(),
  kind: ChangeKind,
  id: z.string(),
  scopeBefore: Standing.nullable(),
  scopeAfter: Standing.nullable(),
  /** The object's whole view after the change; null when it ceased to exist. */
  value: z.unknown(),
});
export type ChangeEntry = z.infer<typeof ChangeEntry>;

export type NewChange = Omit<ChangeEntry, "seq" | "at">;

/** The change of an object that stays where it stands. */
export const changeInPlace = (kind: ChangeKind, id: string, standing: Standing, value: unknown): NewChange => ({
  kind,
  id,
  scopeBefore: standing,
  scopeAfter: standing,
  value,
});

export const ChangeItem = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("put"),
    seq: z.number(),
    at: z.iso.datetime(),
    kind: ChangeKind,
    id: z.string(),
    value: z.unknown(),
  }),
  z.object({ op: z.literal("gone"), seq: z.number(), at: z.iso.datetime(), kind: ChangeKind, id: z.string() }),
]);
export type ChangeItem = z.infer<typeof ChangeItem>;

/** Covers every entry in (from, to] for this client, empty or not. */
export const ChangeMessage = z
  .object({ from: z.number().int(), to: z.number().int(), items: z.array(ChangeItem) })
  .meta({ id: "ChangeMessage" });
export type ChangeMessage = z.infer<typeof ChangeMessage>;
