// Muting the alarms of a seat (静音): only with a reason, for at most 15 minutes, and never for a P1 that arrives later.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { z } from "zod";
import { isUnacknowledged } from "./alarm-order.ts";

export const MUTE_REASONS = ["call", "handling", "test", "other"] as const;
export type MuteReason = (typeof MUTE_REASONS)[number];

export const MUTE_MS = 15 * 60_000;

export const Mute = z.object({
  reason: z.enum(MUTE_REASONS),
  /** By the clock of this machine. */
  atMs: z.number(),
  /** The unacknowledged P1 at that moment; another one ends the mute. */
  p1Ids: z.array(z.string()),
});
export type Mute = z.infer<typeof Mute>;

const unacknowledgedP1 = (alarms: Iterable<AlarmView>): string[] =>
  [...alarms].filter((alarm) => alarm.priority === 1 && isUnacknowledged(alarm)).map(({ id }) => id);

export const beginMute = (reason: MuteReason, alarms: Iterable<AlarmView>, nowMs: number): Mute => ({
  reason,
  atMs: nowMs,
  p1Ids: unacknowledgedP1(alarms),
});

export const muteEndsAtMs = ({ atMs }: Mute): number => atMs + MUTE_MS;

/** The mute that is still in force; null when its time has passed or a new P1 has arrived. */
export function muteInForce(mute: Mute | null, alarms: Iterable<AlarmView>, nowMs: number): Mute | null {
  // A start in the future means that the machine's clock was set back; the mute must not last longer by that.
  if (mute === null || nowMs < mute.atMs || nowMs >= muteEndsAtMs(mute)) return null;
  return unacknowledgedP1(alarms).every((id) => mute.p1Ids.includes(id)) ? mute : null;
}
