// People of the demo city, all invented: names drawn from lists, telephone numbers masked.
import type { DemoDepartment } from "./departments.ts";
import type { CityFrame } from "./frame.ts";
import { type ChiefLevel, chiefPostId, hasHandlers, type PostRole, postIdOf } from "./posts.ts";
import { type Random, randomFor } from "./random.ts";

export interface DemoPerson {
  id: string;
  name: string;
  postId: string;
  departmentId: string | null;
  regionCode: string;
  reachCodes: string[];
  phone: string;
}

const SURNAMES = [..."陈林黄郑吴李张蔡杨许刘王谢罗曾庄彭余温叶马卓钟沈施魏朱蓝丘范"];
const FIRST = [..."志文海伟建晓丽秀明国永春少锦泽俊佳思婉雅宏瑞振汉木楚燕素玉"];
const SECOND = ["", "", ..."强华生远辉荣娜芳婷珊勇杰雄彬霞萍玲涛鑫鹏龙坤明娟敏洁光贤城锋"];

const nameOf = (random: Random): string => random.pick(SURNAMES) + random.pick(FIRST) + random.pick(SECOND);

/** Stored masked: the hidden digits do not exist. */
const phoneOf = (random: Random): string =>
  `1${random.pick(["38", "59", "89"])}****${String(random.below(10000)).padStart(4, "0")}`;

type Place = Omit<DemoPerson, "name" | "phone">;

export function peopleOf(frame: CityFrame, departments: readonly DemoDepartment[]): DemoPerson[] {
  const places: Place[] = [
    ...commandPlaces(frame),
    ...departments.flatMap(handlerPlaces),
    ...frame.cells.map(
      (cell): Place => ({
        id: `grid-worker-${cell.code}`,
        ...inDepartment(`${cell.code.slice(0, 9)}-grid`, "grid_worker"),
        regionCode: cell.code,
      }),
    ),
    ...riverChiefPlaces(frame),
  ];
  return places.map((place) => {
    const random = randomFor(frame.seed, place.id);
    return { ...place, name: nameOf(random), phone: phoneOf(random) };
  });
}

/** One post for each role of a department. */
const inDepartment = (departmentId: string, role: PostRole) => ({
  departmentId,
  postId: postIdOf(departmentId, role),
  reachCodes: [],
});

export const COMMAND_SEATS = [
  ["leader", 3],
  ["supervisor", 6],
  ["acceptor", 16],
  ["dispatcher", 12],
] as const satisfies readonly [PostRole, number][];

function commandPlaces(frame: CityFrame): Place[] {
  return COMMAND_SEATS.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${role}-${frame.code}-${String(i + 1).padStart(2, "0")}`,
      ...inDepartment(`${frame.code}-command`, role),
      regionCode: frame.code,
    })),
  );
}

function handlerPlaces(department: DemoDepartment): Place[] {
  if (!hasHandlers(department)) return [];
  const count = department.regionCode.length === 6 ? 4 : 2;
  return Array.from({ length: count }, (_, i) => ({
    id: `handler-${department.id}-${i + 1}`,
    ...inDepartment(department.id, "handler"),
    regionCode: department.regionCode,
  }));
}

/** Four levels (市县镇村): one per river and city, one per river and county, then town and village chiefs by reach. */
function riverChiefPlaces(frame: CityFrame): Place[] {
  const chief = (level: ChiefLevel, id: string, regionCode: string, reachCodes: string[]): Place => ({
    id: `chief-${level}-${id}`,
    departmentId: null,
    postId: chiefPostId(level),
    regionCode,
    reachCodes,
  });
  return frame.rivers.flatMap((river) => {
    const reaches = frame.reaches.filter((reach) => reach.riverId === river.id);
    const counties = [...new Set(reaches.map((reach) => reach.regionCode.slice(0, 6)))];
    return [
      chief("city", river.id, frame.code, []),
      ...counties.map((county) => chief("county", `${river.id}-${county}`, county, [])),
      ...reaches.flatMap((reach) => {
        const middle = reach.line[Math.floor(reach.line.length / 2)];
        const village = middle ? frame.grid.nearest(middle).villageCode : reach.regionCode;
        return [
          chief("town", reach.code, reach.regionCode, [reach.code]),
          chief("village", reach.code, village, [reach.code]),
        ];
      }),
    ];
  });
}
