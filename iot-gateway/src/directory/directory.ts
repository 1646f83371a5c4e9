// The city's configuration in memory: devices, their datastreams with the rules that watch them, detection classes. Read in
// one repeatable-read transaction; replaced as a whole when the configuration changes.
import type { SilenceRule, ThresholdRule } from "@minqing/core/alarm/rule";
import { resolveLimit } from "@minqing/core/alarm/rule";
import { DEFAULT_DEVICE_LIMITS, DEVICE_LIMITS_KEY, DeviceLimits } from "@minqing/core/device/limits";
import { type Bbox, envelope } from "@minqing/core/geo/position";
import type { Database, Executor } from "@minqing/geodata/database";
import {
  type CameraRow,
  type ClassRow,
  readAlarmRules,
  readCameras,
  readCity,
  readDetectionClasses,
  readStreams,
  readThings,
  type StreamRow,
  type ThingRow,
} from "@minqing/geodata/device/directory-queries";
import { readSetting } from "@minqing/geodata/setting/queries";
import { z } from "zod";

/** A threshold rule on one datastream. */
export interface StreamRule {
  key: string;
  rule: ThresholdRule;
  /** The rule's limit for this thing. */
  limit: number;
}

export interface Stream extends StreamRow {
  thing: Thing;
  rules: StreamRule[];
}

export interface Thing extends ThingRow {
  streams: Map<string, Stream>;
  /** Shortest expected interval of its datastreams; null where it has none. */
  expectedIntervalMs: number | null;
}

export interface Directory {
  cityCode: string | null;
  /** The city's bounding box + 200 km; null before a city is loaded. */
  envelope: Bbox | null;
  things: ReadonlyMap<string, Thing>;
  cameras: ReadonlyMap<string, CameraRow>;
  classes: ReadonlyMap<string, ClassRow>;
  silenceRules: readonly SilenceRule[];
  /** Ids of all rules in force. */
  ruleIds: readonly string[];
  limits: DeviceLimits;
  /** An instant older than this at its arrival comes from a wrong clock. */
  bufferedMs: number;
}

/** [design] A position farther from the city is refused. */
const ENVELOPE_M = 200_000;

export const ruleStateKey = (ruleId: string, subjectId: string | number): string => `${ruleId} ${subjectId}`;

export const ruleIdOf = (key: string): string => key.slice(0, key.lastIndexOf(" "));

const DAY_MS = 86_400_000;

export interface DirectoryOptions {
  /** How long observations are kept. */
  keepDays: number;
  /** A rule or a setting that does not fit its schema: it is left out. */
  onBroken(id: string, fault: string): void;
}

export function loadDirectory(db: Database, { keepDays, onBroken }: DirectoryOptions): Promise<Directory> {
  return db.transaction(
    async (tx) => {
      const city = await readCity(tx);
      const limits = await readDeviceLimits(tx, onBroken);
      const rules = await readAlarmRules(tx, onBroken);
      const thresholds = rules.filter((rule) => rule.kind === "threshold");
      const things = joinStreams(await readThings(tx), await readStreams(tx), thresholds);
      return {
        cityCode: city?.code ?? null,
        envelope: city === null ? null : envelope([city.west, city.south, city.east, city.north], ENVELOPE_M),
        things,
        cameras: new Map((await readCameras(tx)).map((camera) => [camera.id, camera])),
        classes: new Map((await readDetectionClasses(tx)).map((row) => [row.rawClass, row])),
        silenceRules: rules.filter((rule) => rule.kind === "silence"),
        ruleIds: rules.map((rule) => rule.id),
        limits,
        bufferedMs: (limits.bufferedDays ?? keepDays) * DAY_MS,
      };
    },
    { isolation: "repeatable read", readOnly: true },
  );
}

async function readDeviceLimits(tx: Executor, onBroken: DirectoryOptions["onBroken"]): Promise<DeviceLimits> {
  const value = await readSetting(tx, DEVICE_LIMITS_KEY, z.unknown(), new Date());
  if (value === null) return DEFAULT_DEVICE_LIMITS;
  const limits = DeviceLimits.safeParse(value);
  if (limits.success) return limits.data;
  onBroken(DEVICE_LIMITS_KEY, z.prettifyError(limits.error));
  return DEFAULT_DEVICE_LIMITS;
}

function joinStreams(
  thingRows: readonly ThingRow[],
  streamRows: readonly StreamRow[],
  rules: readonly ThresholdRule[],
): Map<string, Thing> {
  const things = new Map<string, Thing>();
  for (const row of thingRows) things.set(row.id, { ...row, streams: new Map(), expectedIntervalMs: null });
  for (const row of streamRows) {
    const thing = things.get(row.thingId);
    if (thing === undefined) continue;
    thing.streams.set(row.property, { ...row, thing, rules: streamRulesOf(row, thing, rules) });
    thing.expectedIntervalMs = Math.min(thing.expectedIntervalMs ?? Number.POSITIVE_INFINITY, row.expectedIntervalMs);
  }
  return things;
}

function streamRulesOf(stream: StreamRow, thing: Thing, rules: readonly ThresholdRule[]): StreamRule[] {
  if (stream.valueType === "string") return [];
  return rules.flatMap((rule) => {
    if (rule.observedProperty !== stream.property || !rule.thingKinds.includes(thing.kind)) return [];
    const limit = resolveLimit(rule.limit, thing.attributes);
    return limit === null ? [] : [{ key: ruleStateKey(rule.id, stream.id), rule, limit }];
  });
}
