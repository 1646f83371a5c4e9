// What people report: titles by category, weighted by dry and wet weather.
import { pickFrom, pickWeighted } from "../random/pick.ts";

interface Complaint {
  category: string;
  titles: readonly string[];
  dry: number;
  wet: number;
}

const COMPLAINTS: readonly Complaint[] = [
  { category: "0110", titles: ["路边堆放生活垃圾无人清运", "垃圾袋堆在人行道上"], dry: 10, wet: 3 },
  { category: "0192", titles: ["垃圾桶满溢", "垃圾桶几天没有清理"], dry: 8, wet: 2 },
  { category: "0111", titles: ["空地堆积建筑渣土"], dry: 4, wet: 1 },
  { category: "0113", titles: ["路面坑洼影响通行", "道路破损车辆颠簸"], dry: 5, wet: 4 },
  { category: "0114", titles: ["车辆遗撒砂石"], dry: 3, wet: 1 },
  { category: "0401", titles: ["流动摊贩占道叫卖"], dry: 7, wet: 1 },
  { category: "0405", titles: ["店铺货物摆到人行道"], dry: 7, wet: 1 },
  { category: "0409", titles: ["小车长期违停堵住路口", "车辆占用消防车道"], dry: 9, wet: 4 },
  { category: "0410", titles: ["电动车乱停放"], dry: 5, wet: 1 },
  { category: "0120", titles: ["有人焚烧垃圾，烟味很重"], dry: 3, wet: 0 },
  { category: "0301", titles: ["工地夜间施工噪音扰民"], dry: 4, wet: 1 },
  { category: "0304", titles: ["工地扬尘大"], dry: 3, wet: 0 },
  { category: "0130", titles: ["沿街店铺向雨水口倒污水"], dry: 3, wet: 1 },
  { category: "0201", titles: ["电线杆上张贴小广告"], dry: 3, wet: 1 },
  { category: "0103c", titles: ["雨水井盖松动异响", "雨水井盖缺失"], dry: 2, wet: 5 },
  { category: "0137c", titles: ["路灯不亮"], dry: 4, wet: 2 },
  { category: "0503", titles: ["下水道堵塞污水外溢"], dry: 2, wet: 12 },
  { category: "0506", titles: ["路面积水行人无法通过", "桥下积水车辆熄火"], dry: 0, wet: 26 },
  { category: "0508", titles: ["电线被风吹落在路上"], dry: 0.5, wet: 5 },
  { category: "0505", titles: ["路面出现塌陷"], dry: 0.1, wet: 1.2 },
];

const RIVER_COMPLAINTS: readonly Complaint[] = [
  { category: "0125", titles: ["水面漂浮垃圾", "水浮莲成片"], dry: 8, wet: 6 },
  { category: "0126", titles: ["河水发黑有异味"], dry: 4, wet: 3 },
  { category: "0182", titles: ["岸边倾倒渣土"], dry: 3, wet: 1 },
  { category: "0130", titles: ["发现污水直排口"], dry: 3, wet: 2 },
  { category: "0696", titles: ["疑似非法采砂"], dry: 1, wet: 0 },
];

export interface ComplaintText {
  category: string;
  title: string;
}

/** Uses only categories that are in force in the city; null when there is none. */
export function complaintOf(
  where: "street" | "river",
  isWet: boolean,
  known: ReadonlySet<string>,
  next: () => number,
): ComplaintText | null {
  const choices = (where === "river" ? RIVER_COMPLAINTS : COMPLAINTS)
    .filter(({ category }) => known.has(category))
    .map((item) => ({ item, weight: isWet ? item.wet : item.dry }));
  if (choices.length === 0) return null;
  const { category, titles } = pickWeighted(choices, next());
  return { category, title: pickFrom(titles, next()) };
}
