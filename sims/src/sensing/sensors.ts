// The sensor of each kind of thing that does not move.
import type { DemoThingKind } from "@minqing/core/thing/demo-kinds";
import { readAirStation } from "../air/air-station.ts";
import { readDrainGauge } from "../drain/drain-gauge.ts";
import { readFloodPoint } from "../drain/flood-point.ts";
import type { Courses } from "../river/course.ts";
import { riverGaugeSensor } from "../river/river-gauge.ts";
import { readTideGauge } from "../river/tide-gauge.ts";
import type { Segment } from "../road/segment-speed.ts";
import { trafficSensor } from "../road/traffic-sensor.ts";
import { readWaterStation } from "../water/water-station.ts";
import { readRainGauge } from "../weather/rain-gauge.ts";
import type { Sensor, Site } from "./sensor.ts";

export interface Surroundings {
  courses: Courses;
  roadOf: (site: Site) => Segment;
}

export type FixedKind = Exclude<DemoThingKind, "vehicle" | "patrol">;

export function sensorsFor({ courses, roadOf }: Surroundings): Readonly<Record<FixedKind, Sensor>> {
  return {
    rain_gauge: readRainGauge,
    river_level: riverGaugeSensor(courses),
    tide_gauge: readTideGauge,
    water_quality: readWaterStation,
    air_station: readAirStation,
    drain_level: readDrainGauge,
    flood_point: readFloodPoint,
    traffic_sensor: trafficSensor(roadOf),
  };
}
