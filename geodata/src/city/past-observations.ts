// Hourly readings of the day before the anchor: rain, river levels, tide. Calm weather, so that a storm stands out.
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
/** Half-daily lunar tide. */
const TIDE_PERIOD_MS = 12.42 * HOUR_MS;

export function pastObservations(city: DemoCity, anchor: Date): PastObservation[] {
  const things = new Map(city.things.map((thing) => [thing.id, thing]));
  const lastHour = Math.floor(anchor.getTime() / HOUR_MS) * HOUR_MS;
  const showers = showersOf(city, lastHour);
  return city.datastreams.flatMap(({ id, thingId, observedProperty }) => {
    const thing = things.get(thingId);
    if (!thing || thing.spare || !["rainfall", "water_level", "tide_level"].includes(observedProperty)) return [];
    return Array.from({ length: HOURS }, (_, i) => {
      const at = lastHour - (HOURS - 1 - i) * HOUR_MS;
      const random = randomFor(city.seed, `past:${thingId}:${at}`);
      const value = reading(thing, at, showers.get(at) ?? 0, random.next());
      return { datastreamId: id, at: new Date(at), value: Math.round(value * 100) / 100 };
    });
  });
}

/** City-wide rain of an hour in mm; most hours are dry. */
function showersOf(city: DemoCity, lastHour: number): Map<number, number> {
  return new Map(
    Array.from({ length: HOURS }, (_, i) => {
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
