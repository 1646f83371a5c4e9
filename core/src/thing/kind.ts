// A kind of thing (设备类型): a row of the city, because a city connects devices that no program has heard of. A thing whose
// kind has no row is shown by the kind's code with a neutral icon.
import { z } from "zod";

/** How many expected intervals a value may be old, where its kind does not say. */
export const DEFAULT_STALE_INTERVALS = 3;

export const ThingKind = z
  .object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    /** Name of an icon; one that the page does not have is drawn as the neutral icon. */
    icon: z.string(),
    /** Observed properties that such a thing usually has; the map shows the first. */
    streams: z.array(z.string()),
    /** A value is stale after this many of its expected intervals. */
    staleIntervals: z.number().positive(),
    /** Order on screens, the smallest first. */
    rank: z.number().int(),
    /** Themes of the wall that show such things; without any the wall does not load them. */
    themes: z.array(z.string()),
    /** How the map draws it: gauge, rain, depth, moving, or dot; every other word means dot. */
    symbol: z.string(),
  })
  .meta({ id: "ThingKind" });
export type ThingKind = z.infer<typeof ThingKind>;

export const unknownKind = (code: string): ThingKind => ({
  code,
  nameZh: code,
  nameEn: code,
  icon: "component",
  streams: [],
  staleIntervals: DEFAULT_STALE_INTERVALS,
  rank: 1000,
  themes: ["emergency"],
  symbol: "dot",
});

export const kindOf = (kinds: ReadonlyMap<string, ThingKind>, code: string): ThingKind =>
  kinds.get(code) ?? unknownKind(code);
