// Readings every 20 minutes of the day before the anchor (the step of the wall's timeline): rain, river levels, tide.
// The weather is calm, so that a storm stands out.
import type { DemoCity } from "./demo-city.ts";
import { randomFor } from "./random.ts";
import type { DemoThing } from "./things.ts";

export interface PastObservation {
  datastreamId: number;
  at: Date;
  value: number;
}

const HOURS = 24;
const HOUR_MS = 3_600_000;
const STEPS_AN_HOUR = 3;
const STEP_MS = HOUR_MS / STEPS_AN_HOUR;
const STEPS = HOURS * STEPS_AN_HOUR;
/** Half-daily lunar tide. */
const TIDE_PERIOD_MS = 12.42 * HOUR_MS;

export function pastObservations(city: DemoCity, anchor: Date): PastObservation[] {
  const things = new Map(city.things.map((thing) => [thing.id, thing]));
  const last = Math.floor(anchor.getTime() / STEP_MS) * STEP_MS;
  const showers = showersOf(city, Math.floor(last / HOUR_MS) * HOUR_MS);
  return city.datastreams.flatMap(({ id, thingId, observedProperty }) => {
    const thing = things.get(thingId);
    if (!thing || thing.spare || !["rainfall", "water_level", "tide_level"].includes(observedProperty)) return [];
    return Array.from({ length: STEPS }, (_, i) => {
      const at = last - (STEPS - 1 - i) * STEP_MS;
      const random = randomFor(city.seed, `past:${thingId}:${at}`);
      const shower = (showers.get(Math.floor(at / HOUR_MS) * HOUR_MS) ?? 0) / STEPS_AN_HOUR;
      const value = reading(thing, at, shower, random.next());
      return { datastreamId: id, at: new Date(at), value: Math.round(value * 100) / 100 };
    });
  });
}

/** City-wide rain of an hour in mm; most hours are dry. */
function showersOf(city: DemoCity, lastHour: number): Map<number, number> {
  return new Map(
    Array.from({ length: HOURS + 1 }, (_, i) => {
      const at = lastHour - i * HOUR_MS;
      const random = randomFor(city.seed, `shower:${city.cityCode}:${at}`);
      return [at, random.next() < 0.8 ? 0 : random.between(0.2, 3)];
    }),
  );
}

function reading(thing: DemoThing, at: number, shower: number, chance: number): number {
  const normal = Number(thing.attributes["normalLevelM"] ?? 0);
  const tide = Math.cos((2 * Math.PI * (at % TIDE_PERIOD_MS)) / TIDE_PERIOD_MS);
  if (thing.kind === "rain_gauge") return Math.round(shower * chance * 2 * 5) / 5;
  if (thing.kind === "tide_gauge") return normal + 0.55 * tide + 0.05 * (chance - 0.5);
  return normal + (thing.attributes["isTidal"] === true ? 0.35 * tide : 0) + 0.12 * (chance - 0.5);
}
