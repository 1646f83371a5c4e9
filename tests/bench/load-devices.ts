// Which devices the load speaks for, and three values each that raise no alarm.
import type { DemoDevice } from "@minqing/core/access/demo";
import type { LoadPlan, LoadThing } from "./load-plan.ts";

const QUIET_VALUES: Record<string, Record<string, number>> = {
  air_station: { pm25: 20, pm10: 40, o3: 60 },
  water_quality: { water_temperature: 20, ph: 7, turbidity: 5 },
  traffic_sensor: { speed: 40, volume: 300, occupancy: 20 },
};

export const PUBLISHERS = 8;
/** Unacknowledged messages of one connection: enough that none waits for a commit. */
const INFLIGHT = 1_000;

/** As concentrators do behind an external broker: few connections, each speaking for many devices. */
export function concentratorPlan(devices: readonly DemoDevice[], at: { host: string; port: number }): LoadPlan {
  const things = loadThings(devices);
  const publishers = Array.from({ length: PUBLISHERS }, (_, index) => ({
    things: things.filter((_, place) => place % PUBLISHERS === index),
  }));
  return { ...at, publishers, inflight: INFLIGHT, ratePerSecond: null, credit: null };
}

/** Each connection is one device with its own credential, as the embedded broker demands. */
export function devicePlan(
  devices: readonly DemoDevice[],
  at: { host: string; port: number },
  count: number,
): LoadPlan {
  const chosen = devices.filter((device) => QUIET_VALUES[device.kind] !== undefined && !device.spare).slice(0, count);
  const publishers = chosen.map((device) => ({
    username: device.username,
    password: device.password,
    things: loadThings([device]),
  }));
  return { ...at, publishers, inflight: INFLIGHT, ratePerSecond: null, credit: null };
}

function loadThings(devices: readonly DemoDevice[]): LoadThing[] {
  return devices.flatMap(({ kind, thingId }) => {
    const values = QUIET_VALUES[kind];
    return values === undefined || thingId === undefined
      ? []
      : [{ topic: `city/v1/things/${thingId}/observations`, values }];
  });
}
