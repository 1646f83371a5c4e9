// The kinds of things that migration 0019 seeds, for those who make such things: the demo city and the simulators.
// What reads the database takes a kind as a row (kind.ts).
export const DEMO_THING_KINDS = [
  "rain_gauge", // 雨量站
  "river_level", // 河道水位站
  "tide_gauge", // 潮位站
  "water_quality", // 水质站
  "air_station", // 空气站
  "drain_level", // 管网液位
  "flood_point", // 易涝点
  "traffic_sensor", // 路段检测器
  "vehicle", // 车辆
  "patrol", // 巡查终端
] as const;
export type DemoThingKind = (typeof DEMO_THING_KINDS)[number];
