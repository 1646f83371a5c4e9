// All devices of the city on the broker: signed in one after the other, so that the broker is never stormed.
import type { DemoDevice } from "@minqing/core/access/demo";
import { drawAt, streamFor } from "@minqing/core/random/stream";
import type { Agenda } from "../agenda.ts";
import type { BrokerAddress } from "../mqtt/broker-address.ts";
import { DeviceLink } from "../mqtt/device-link.ts";
import type { Meter } from "../mqtt/meter.ts";
import { type DevicePlan, runDevice } from "./device.ts";

export interface FleetOptions {
  broker: BrokerAddress;
  agenda: Agenda;
  meter: Meter;
  seed: string;
}

/** Sign-ins a second: each costs the broker a password hash. */
const SIGN_INS_PER_S = 150;
/** What a device remembers while the broker is away. */
const MEMORY = 30;
const KEEP_ALIVE_S = { least: 60, most: 900 } as const;

/** At least the interval and a half, so that a device that speaks needs no ping. */
const keepAliveS = (intervalMs: number): number =>
  Math.round(Math.min(KEEP_ALIVE_S.most, Math.max(KEEP_ALIVE_S.least, (2 * intervalMs) / 1000)));

export function newLink(
  device: DemoDevice,
  intervalMs: number,
  { broker, agenda, meter, seed }: FleetOptions,
): DeviceLink {
  const { username, password, cameraId } = device;
  return new DeviceLink({
    broker,
    agenda,
    meter,
    credential: { username, password },
    root: cameraId === undefined ? `city/v1/things/${username}` : `city/v1/cameras/${username}`,
    keepAliveS: keepAliveS(intervalMs),
    memory: MEMORY,
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
  const { agenda, seed } = options;
  return plans.flatMap((plan) => {
    const device = credentials.get(plan.id);
    if (device === undefined || device.spare) return [];
    const link = newLink(device, plan.intervalMs, options);
    return [{ link, start: () => runDevice({ plan, link, agenda, seed }) }];
  });
}

/** Starts the members in the order given, spread over time. */
export function startFleet(members: readonly FleetMember[], agenda: Agenda): void {
  const startMs = Date.now();
  members.forEach(({ start }, i) => {
    agenda.at(startMs + (i * 1000) / SIGN_INS_PER_S, start);
  });
}

/** A part of the city that looks like the whole: the same share of every kind, chosen by the seed. */
export function thinnedOut<T extends { id: string }>(items: readonly T[], most: number, seed: string): T[] {
  const shuffled = [...items].sort((a, b) => drawAt(seed, `${a.id}/order`, 0) - drawAt(seed, `${b.id}/order`, 0));
  return most === 0 ? shuffled : shuffled.slice(0, most);
}
