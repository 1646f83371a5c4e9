// What the console sounds next for its unacknowledged alarms: which priority, how often, and when to look again. Pure; the
// sound itself is made in sound/. [ux §1: P1 repeats every 15 s and P2 every 60 s until acknowledged; P3 clicks once]
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { Priority } from "@minqing/core/alarm/priority";
import { byPriorityThenRaised, isUnacknowledged } from "./alarm-order.ts";

export type SoundedPriority = Exclude<Priority, 4>;

export interface SoundRule {
  /** Null for a sound that is not repeated. */
  repeatMs: number | null;
  /** From the first tone to the end of the spoken text; until then only a more urgent sound may begin. */
  lengthMs: number;
}

/** P4 has no sound. */
export const SOUND_RULES: Readonly<Record<SoundedPriority, SoundRule>> = {
  1: { repeatMs: 15_000, lengthMs: 6000 },
  2: { repeatMs: 60_000, lengthMs: 4000 },
  3: { repeatMs: null, lengthMs: 500 },
};

const SOUNDED: readonly SoundedPriority[] = [1, 2, 3];

/** What this tab has sounded so far. */
export interface SoundHistory {
  knownIds: ReadonlySet<string>;
  lastAtMs: Readonly<Partial<Record<SoundedPriority, number>>>;
}

export interface Sounding {
  priority: SoundedPriority;
  /** The alarm to name: the most urgent one that has not sounded before, else the most urgent one. */
  alarm: AlarmView;
  /** It has not sounded before. Only then it is spoken: a voice every 15 s would disturb a telephone call. */
  isNew: boolean;
}

export interface Annunciation {
  sounding: Sounding | null;
  history: SoundHistory;
  /** When to ask again even if no alarm changes; null when only a change can cause a sound. */
  againInMs: number | null;
}

interface Due {
  priority: SoundedPriority;
  inMs: number;
  group: readonly AlarmView[];
  fresh: readonly AlarmView[];
}

function dueOf(
  priority: SoundedPriority,
  unacknowledged: readonly AlarmView[],
  history: SoundHistory,
  nowMs: number,
): Due | null {
  const group = unacknowledged.filter((alarm) => alarm.priority === priority).sort(byPriorityThenRaised);
  const fresh = group.filter(({ id }) => !history.knownIds.has(id));
  const { repeatMs } = SOUND_RULES[priority];
  const lastMs = history.lastAtMs[priority];
  if (fresh.length > 0) return { priority, inMs: 0, group, fresh };
  if (group.length === 0 || repeatMs === null) return null;
  return { priority, inMs: lastMs === undefined ? 0 : Math.max(0, lastMs + repeatMs - nowMs), group, fresh };
}

/** How long a sound that is as urgent as `priority`, or more, is still heard. */
function busyMs(priority: SoundedPriority, history: SoundHistory, nowMs: number): number {
  const ends = SOUNDED.filter((other) => other <= priority).map((other) => {
    const atMs = history.lastAtMs[other];
    return atMs === undefined ? 0 : atMs + SOUND_RULES[other].lengthMs - nowMs;
  });
  return Math.max(0, ...ends);
}

/** The ids that stay known: those still on the board. */
const stillOnBoard = (known: ReadonlySet<string>, alarms: readonly AlarmView[]): Set<string> =>
  new Set(alarms.map(({ id }) => id).filter((id) => known.has(id)));

/**
 * `history` is null when this tab begins to sound: unacknowledged P1 and P2 then sound at once, and no click is made for
 * the P3 that are already there. While muted nothing sounds, and a P3 that arrives then is not clicked later.
 */
export function annunciate(
  alarms: readonly AlarmView[],
  history: SoundHistory | null,
  nowMs: number,
  isMuted: boolean,
): Annunciation {
  const unacknowledged = alarms.filter(isUnacknowledged);
  const knownIds = stillOnBoard(history?.knownIds ?? new Set(), alarms);
  if (history === null || isMuted) {
    for (const { id, priority } of unacknowledged) if (priority === 3) knownIds.add(id);
  }
  const before: SoundHistory = { knownIds, lastAtMs: history?.lastAtMs ?? {} };
  if (isMuted) return { sounding: null, history: before, againInMs: null };

  const waiting = SOUNDED.flatMap((priority) => {
    const due = dueOf(priority, unacknowledged, before, nowMs);
    return due === null ? [] : [{ ...due, inMs: Math.max(due.inMs, busyMs(priority, before, nowMs)) }];
  });
  const next = waiting.find(({ inMs }) => inMs === 0);
  const alarm = next?.fresh[0] ?? next?.group[0];
  if (next === undefined || alarm === undefined) {
    const inMs = waiting.map((due) => due.inMs);
    return { sounding: null, history: before, againInMs: inMs.length === 0 ? null : Math.min(...inMs) };
  }
  const { priority } = next;
  for (const { id } of next.group) knownIds.add(id);
  return {
    sounding: { priority, alarm, isNew: next.fresh.length > 0 },
    history: { knownIds, lastAtMs: { ...before.lastAtMs, [priority]: nowMs } },
    againInMs: SOUND_RULES[priority].lengthMs,
  };
}
