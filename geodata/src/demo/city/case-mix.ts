// What the demo city's cases are about, where they come from and when they are reported. Invented shares.

export interface CategoryShare {
  code: string;
  name: string;
  weight: number;
  priority: 1 | 2 | 3 | 4;
  department: string;
}

export const CATEGORY_MIX: readonly CategoryShare[] = [
  { code: "0110", name: "暴露垃圾", weight: 15, priority: 3, department: "sanitation" },
  { code: "0405", name: "店外经营", weight: 12, priority: 4, department: "urban_management" },
  { code: "0409", name: "机动车乱停放", weight: 10, priority: 4, department: "traffic_police" },
  { code: "0401", name: "无照经营游商", weight: 9, priority: 4, department: "urban_management" },
  { code: "0136", name: "乱堆物堆料", weight: 8, priority: 4, department: "urban_management" },
  { code: "0410", name: "非机动车乱停放", weight: 7, priority: 4, department: "urban_management" },
  { code: "0192", name: "垃圾满溢", weight: 7, priority: 3, department: "sanitation" },
  { code: "0201", name: "非法小广告", weight: 5, priority: 4, department: "urban_management" },
  { code: "0112", name: "道路不洁", weight: 5, priority: 4, department: "sanitation" },
  { code: "0125", name: "水域不洁", weight: 4, priority: 3, department: "water" },
  { code: "0113", name: "道路破损", weight: 4, priority: 3, department: "transport" },
  { code: "0302", name: "施工占道", weight: 3, priority: 3, department: "transport" },
  { code: "0111", name: "积存垃圾渣土", weight: 3, priority: 3, department: "sanitation" },
  { code: "0128", name: "商业噪音", weight: 3, priority: 3, department: "urban_management" },
  { code: "0130", name: "乱倒乱排污水", weight: 2, priority: 3, department: "environment" },
  { code: "0304", name: "工地扬尘", weight: 2, priority: 3, department: "housing" },
  { code: "0503", name: "排水管堵塞破裂", weight: 1.5, priority: 3, department: "water" },
  { code: "0120", name: "焚烧垃圾、树叶", weight: 1.2, priority: 2, department: "urban_management" },
  { code: "0496", name: "占用消防通道", weight: 1.2, priority: 2, department: "fire" },
  { code: "0506", name: "道路积水", weight: 1, priority: 2, department: "water" },
  { code: "0508", name: "架空线缆脱落", weight: 0.6, priority: 2, department: "emergency" },
  { code: "0505", name: "路面塌陷", weight: 0.1, priority: 1, department: "transport" },
  { code: "0103c", name: "雨水井盖破损", weight: 1.5, priority: 2, department: "water" },
  { code: "0137c", name: "路灯不亮", weight: 2.5, priority: 4, department: "urban_management" },
  { code: "0305c", name: "垃圾箱破损", weight: 1.5, priority: 4, department: "sanitation" },
  { code: "0402c", name: "行道树倒伏", weight: 1.2, priority: 4, department: "sanitation" },
];

export const SOURCE_MIX: readonly {
  source: "grid_worker" | "citizen" | "detection" | "patrol" | "operator";
  weight: number;
}[] = [
  { source: "grid_worker", weight: 42 },
  { source: "citizen", weight: 33 },
  { source: "detection", weight: 15 },
  { source: "patrol", weight: 6 },
  { source: "operator", weight: 4 },
];

/** Shares of a day's reports by hour, 0 to 23: two working peaks, a quiet night. */
export const HOUR_WEIGHTS: readonly number[] = [
  1, 0.7, 0.5, 0.5, 0.6, 1.2, 2.5, 4.5, 7, 8, 7.8, 6.5, 4.2, 4.4, 6.8, 7.4, 7, 6.2, 5, 4.6, 4, 3.2, 2.2, 1.5,
];
