// The living city: devices, cameras, people and weather of one scenario, started together and ended together.
import type { DemoDevice } from "@minqing/core/access/demo";
import { readAccounts, readDevices } from "./access/read-credentials.ts";
import { type Staff, seatStaff } from "./access/staff.ts";
import { Agenda } from "./agenda.ts";
import { placeOfGroup } from "./camera/sighting.ts";
import type { SmartCamera } from "./camera/smart-camera.ts";
import { watchCity } from "./camera/watch.ts";
import { startDuty } from "./case/duty.ts";
import { startReporters } from "./case/reporters.ts";
import { BoardWatch } from "./change/board-watch.ts";
import { type CityLists, readCity } from "./city-lists.ts";
import type { SimConfig } from "./config.ts";
import { type FleetMember, type FleetOptions, fleetMembers, newLink, startFleet, thinnedOut } from "./fleet/fleet.ts";
import { planDevices } from "./fleet/plan-devices.ts";
import { LIVELINESS } from "./liveliness.ts";
import type { Log } from "./log.ts";
import { brokerAddress } from "./mqtt/broker-address.ts";
import { newMeter } from "./mqtt/meter.ts";
import { openWorld } from "./open-world.ts";
import { startProgress } from "./progress.ts";
import { WarningService } from "./warning/warning-service.ts";
import type { World } from "./world.ts";

export interface LivingCity {
  close(): Promise<void>;
}

/** How long farewells over HTTP may take. */
const FAREWELL_MS = 3_000;

export async function startLivingCity(config: SimConfig, log: Log): Promise<LivingCity> {
  const [accounts, devices] = await Promise.all([readAccounts(config.dataDir), readDevices(config.dataDir)]);
  const staff = seatStaff(config.url, accounts, config.city);
  log.say(`reading the city from ${config.url}`);
  const city = await readCity(staff.partner, log);
  const world = openWorld(config, city);
  const agenda = new Agenda();
  const meter = newMeter();
  const options = { broker: brokerAddress(config.mqtt), agenda, meter, seed: config.seed };
  const { members, cameras } = crew({ config, city, world, devices, options });
  startFleet(members, agenda);
  watchCity(world, agenda, cameras, LIVELINESS[config.scenario].sightingEveryMs / config.rate);
  const warnings = await startPeople({ config, city, world, staff, agenda, log });
  startProgress({ agenda, meter, log, total: members.length });
  return {
    async close() {
      agenda.close();
      if (config.withParent) {
        // The whole city ends: nobody is left to hear last wills and farewells.
        for (const { link } of members) link.close();
        return;
      }
      for (const { link } of members) link.cut();
      await Promise.race([warnings.end(), new Promise((done) => setTimeout(done, FAREWELL_MS))]);
    },
  };
}

interface CrewInput {
  config: SimConfig;
  city: CityLists;
  world: World;
  devices: readonly DemoDevice[];
  options: FleetOptions;
}

/** Things and cameras that have a credential and are not spare, in the order in which they sign in. */
function crew({ config, city, world, devices, options }: CrewInput): {
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
  const chosen = thinnedOut<{ id: string; member: FleetMember; camera?: SmartCamera }>(
    [...things, ...cameras],
    config.devices,
    config.seed,
  );
  return {
    members: chosen.map(({ member }) => member),
    cameras: chosen.flatMap(({ camera }) => (camera === undefined ? [] : [camera])),
  };
}

/** A camera keeps its line open however seldom it sees something. */
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
  agenda: Agenda;
  log: Log;
}

async function startPeople({ config, city, world, staff, agenda, log }: PeopleInput): Promise<WarningService> {
  const watch = new BoardWatch(staff.supervisor);
  const unitKinds = new Map(city.categories.map(({ code, departmentKind }) => [code, departmentKind]));
  const desk = {
    seed: config.seed,
    rate: config.rate,
    units: city.departments,
    unitKind: (category: string) => unitKinds.get(category) ?? null,
  };
  const shift = { seed: config.seed, startMs: world.startMs, rate: config.rate };
  startDuty({ staff, watch, desk, agenda, log, shift });
  startReporters({
    world,
    agenda,
    client: staff.partner,
    watch,
    log,
    roads: city.graph.roads,
    reaches: [...city.reachLines].map(([code, track]) => ({ name: city.reachNames.get(code) ?? code, track })),
    categories: new Set(unitKinds.keys()),
    everyMs: LIVELINESS[config.scenario].reportEveryMs / config.rate,
  });
  const endMs = world.startMs + world.sky.endMs / world.sky.pace;
  const warnings = new WarningService({ world, agenda, client: staff.partner, log, city: city.session.city, endMs });
  await warnings.start();
  return warnings;
}
