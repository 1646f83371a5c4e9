// All devices of the city at the broker, signed in one after the other so that the broker is not overloaded.
import type { DemoDevice } from "@minqing/core/access/demo";
import { drawAt, streamFor } from "@minqing/core/random/stream";
import type { BrokerAddress } from "../mqtt/broker-address.ts";
import { DeviceLink } from "../mqtt/device-link.ts";
import type { LinkCounters } from "../mqtt/link-counters.ts";
import type { Scheduler } from "../scheduler.ts";
import { type DevicePlan, runDevice } from "./device.ts";

export interface FleetOptions {
  broker: BrokerAddress;
  scheduler: Scheduler;
  counters: LinkCounters;
  seed: string;
}

/** Sign-ins a second: each costs the broker a password hash. */
const SIGN_INS_PER_S = 150;
/** Messages that a device queues while the broker is down. */
const MAX_QUEUED = 30;
const KEEP_ALIVE_S = { min: 60, max: 900 } as const;

/** Twice the interval, within bounds: a device that publishes needs no ping. */
const keepAliveS = (intervalMs: number): number =>
  Math.round(Math.min(KEEP_ALIVE_S.max, Math.max(KEEP_ALIVE_S.min, (2 * intervalMs) / 1000)));

export function newLink(
  device: DemoDevice,
  intervalMs: number,
  { broker, scheduler, counters, seed }: FleetOptions,
): DeviceLink {
  const { username, password, cameraId } = device;
  return new DeviceLink({
    broker,
    scheduler,
    counters,
    credential: { username, password },
    root: cameraId === undefined ? `city/v1/things/${username}` : `city/v1/cameras/${username}`,
    keepAliveS: keepAliveS(intervalMs),
    maxQueued: MAX_QUEUED,
    draw: streamFor(seed, `${username}/retry`),
  });
}

export interface FleetMember {
  link: DeviceLink;
  start: () => void;
}

export function fleetMembers(
  plans: readonly DevicePlan[],
  devices: readonly DemoDevice[],
  options: FleetOptions,
): FleetMember[] {
  const credentials = new Map(devices.map((device) => [device.username, device]));
  const { scheduler, seed } = options;
  return plans.flatMap((plan) => {
    const device = credentials.get(plan.id);
    if (device === undefined || device.spare) return [];
    const link = newLink(device, plan.intervalMs, options);
    return [{ link, start: () => runDevice({ plan, link, scheduler, seed }) }];
  });
}

/** Starts the members in their order, spread over time. */
export function startFleet(members: readonly FleetMember[], scheduler: Scheduler): void {
  const startMs = Date.now();
  members.forEach(({ start }, i) => {
    scheduler.at(startMs + (i * 1000) / SIGN_INS_PER_S, start);
  });
}

/** At most `max` items chosen by the seed; 0: all. Random, so that every kind has about the same share as in the city. */
export function sampleOf<T extends { id: string }>(items: readonly T[], max: number, seed: string): T[] {
  const shuffled = [...items].sort((a, b) => drawAt(seed, `${a.id}/order`, 0) - drawAt(seed, `${b.id}/order`, 0));
  return max === 0 ? shuffled : shuffled.slice(0, max);
}
