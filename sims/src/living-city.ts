// The living city: starts and ends devices, cameras, people and weather of one scenario together.
import type { DemoDevice } from "@minqing/core/access/demo";
import { readAccounts, readDevices } from "./access/read-credentials.ts";
import { createStaff, type Staff } from "./access/staff.ts";
import { ACTIVITY } from "./activity.ts";
import { placeOfGroup } from "./camera/sighting.ts";
import type { SmartCamera } from "./camera/smart-camera.ts";
import { watchCity } from "./camera/watch.ts";
import { startDuty } from "./case/duty.ts";
import { startReporters } from "./case/reporters.ts";
import { BoardWatch } from "./change/board-watch.ts";
import { type CityLists, readCity } from "./city-lists.ts";
import type { SimConfig } from "./config.ts";
import { type FleetMember, type FleetOptions, fleetMembers, newLink, sampleOf, startFleet } from "./fleet/fleet.ts";
import { planDevices } from "./fleet/plan-devices.ts";
import type { Log } from "./log.ts";
import { brokerAddress } from "./mqtt/broker-address.ts";
import { newLinkCounters } from "./mqtt/link-counters.ts";
import { openWorld } from "./open-world.ts";
import { startProgress } from "./progress.ts";
import { Scheduler } from "./scheduler.ts";
import { WarningService } from "./warning/warning-service.ts";
import type { World } from "./world.ts";

export interface LivingCity {
  close(): Promise<void>;
}

/** Time limit for lifting the warnings over HTTP. */
const WARNINGS_END_MS = 3_000;

export async function startLivingCity(config: SimConfig, log: Log): Promise<LivingCity> {
  const [accounts, devices] = await Promise.all([readAccounts(config.dataDir), readDevices(config.dataDir)]);
  const staff = createStaff(config.url, accounts, config.city);
  log.info(`reading the city from ${config.url}`);
  const city = await readCity(staff.partner, log);
  const world = openWorld(config, city);
  const scheduler = new Scheduler();
  const counters = newLinkCounters();
  const options = { broker: brokerAddress(config.mqtt), scheduler, counters, seed: config.seed };
  const { members, cameras } = assembleFleet({ config, city, world, devices, options });
  startFleet(members, scheduler);
  watchCity(world, scheduler, cameras, ACTIVITY[config.scenario].sightingEveryMs / config.rate);
  const warnings = await startPeople({ config, city, world, staff, scheduler, log });
  startProgress({ scheduler, counters, log, total: members.length });
  return {
    async close() {
      scheduler.close();
      if (config.withParent) {
        // Gateway and server end at the same time: last wills and lifted warnings would reach nobody.
        for (const { link } of members) link.close();
        return;
      }
      for (const { link } of members) link.cut();
      await Promise.race([warnings.end(), new Promise((done) => setTimeout(done, WARNINGS_END_MS))]);
    },
  };
}

interface FleetInput {
  config: SimConfig;
  city: CityLists;
  world: World;
  devices: readonly DemoDevice[];
  options: FleetOptions;
}

/** Things and cameras that have a credential and are not spare, in the order in which they sign in. */
function assembleFleet({ config, city, world, devices, options }: FleetInput): {
  members: FleetMember[];
  cameras: SmartCamera[];
} {
  const plans = planDevices(world, city, config.rate);
  const things = fleetMembers(plans, devices, options).map((member) => ({ id: member.link.id, member }));
  const cameras = smartCameras(city, devices, options).map((camera) => ({
    id: camera.id,
    camera,
    member: { link: camera.link, start: () => camera.link.open() },
  }));
  const chosen = sampleOf<{ id: string; member: FleetMember; camera?: SmartCamera }>(
    [...things, ...cameras],
    config.devices,
    config.seed,
  );
  return {
    members: chosen.map(({ member }) => member),
    cameras: chosen.flatMap(({ camera }) => (camera === undefined ? [] : [camera])),
  };
}

/** Determines the keep-alive of cameras, which publish seldom. */
const CAMERA_INTERVAL_MS = 200_000;

function smartCameras(city: CityLists, devices: readonly DemoDevice[], options: FleetOptions): SmartCamera[] {
  const credentials = new Map(devices.map((device) => [device.username, device]));
  return city.cameras.flatMap(({ id, no, group, position, spare }) => {
    const device = credentials.get(id);
    if (device === undefined || spare) return [];
    return [
      { id, no, group, position, place: placeOfGroup(group), link: newLink(device, CAMERA_INTERVAL_MS, options) },
    ];
  });
}

interface PeopleInput {
  config: SimConfig;
  city: CityLists;
  world: World;
  staff: Staff;
  scheduler: Scheduler;
  log: Log;
}

async function startPeople({ config, city, world, staff, scheduler, log }: PeopleInput): Promise<WarningService> {
  const watch = new BoardWatch(staff.supervisor);
  const unitKinds = new Map(city.categories.map(({ code, departmentKind }) => [code, departmentKind]));
  const stepOptions = {
    seed: config.seed,
    rate: config.rate,
    units: city.departments,
    unitKind: (category: string) => unitKinds.get(category) ?? null,
  };
  const shift = { seed: config.seed, startMs: world.startMs, rate: config.rate };
  startDuty({ staff, watch, stepOptions, scheduler, log, shift });
  startReporters({
    world,
    scheduler,
    client: staff.partner,
    watch,
    log,
    roads: city.graph.roads,
    reaches: [...city.reachLines].map(([code, track]) => ({ name: city.reachNames.get(code) ?? code, track })),
    categories: new Set(unitKinds.keys()),
    everyMs: ACTIVITY[config.scenario].reportEveryMs / config.rate,
  });
  const endMs = world.startMs + world.sky.endMs / world.sky.pace;
  const warnings = new WarningService({ world, scheduler, client: staff.partner, log, city: city.session.city, endMs });
  await warnings.start();
  return warnings;
}
