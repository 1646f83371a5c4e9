// People of the demo city, all invented: names drawn from lists, telephone numbers masked.
import type { DemoDepartment } from "./departments.ts";
import type { CityFrame } from "./frame.ts";
import { type Random, randomFor } from "./random.ts";

export interface DemoPerson {
  id: string;
  name: string;
  role: "leader" | "supervisor" | "acceptor" | "dispatcher" | "handler" | "grid_worker" | "river_chief";
  departmentId: string | null;
  regionCode: string;
  reachCode: string | null;
  phone: string;
}

const SURNAMES = [..."陈林黄郑吴李张蔡杨许刘王谢罗曾庄彭余温叶马卓钟沈施魏朱蓝丘范"];
const FIRST = [..."志文海伟建晓丽秀明国永春少锦泽俊佳思婉雅宏瑞振汉木楚燕素玉"];
const SECOND = ["", "", ..."强华生远辉荣娜芳婷珊勇杰雄彬霞萍玲涛鑫鹏龙坤明娟敏洁光贤城锋"];

const nameOf = (random: Random): string => random.pick(SURNAMES) + random.pick(FIRST) + random.pick(SECOND);

/** Masked as it is shown: the digits behind the mask exist nowhere. */
const phoneOf = (random: Random): string =>
  `1${random.pick(["38", "59", "89"])}****${String(random.below(10000)).padStart(4, "0")}`;

type Post = Omit<DemoPerson, "name" | "phone">;

export function peopleOf(frame: CityFrame, departments: readonly DemoDepartment[]): DemoPerson[] {
  const posts: Post[] = [
    ...commandPosts(frame),
    ...departments.flatMap(handlerPosts),
    ...frame.cells.map(
      (cell): Post => ({
        id: `grid-worker-${cell.code}`,
        role: "grid_worker",
        departmentId: `${cell.code.slice(0, 9)}-grid`,
        regionCode: cell.code,
        reachCode: null,
      }),
    ),
    ...riverChiefPosts(frame),
  ];
  return posts.map((post) => {
    const random = randomFor(frame.seed, post.id);
    return { ...post, name: nameOf(random), phone: phoneOf(random) };
  });
}

function commandPosts(frame: CityFrame): Post[] {
  const seats: readonly [DemoPerson["role"], number][] = [
    ["leader", 3],
    ["supervisor", 6],
    ["acceptor", 16],
    ["dispatcher", 12],
  ];
  return seats.flatMap(([role, count]) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${role}-${frame.code}-${String(i + 1).padStart(2, "0")}`,
      role,
      departmentId: `${frame.code}-command`,
      regionCode: frame.code,
      reachCode: null,
    })),
  );
}

function handlerPosts(department: DemoDepartment): Post[] {
  if (department.kind === "command" || department.kind === "grid") return [];
  const count = department.regionCode.length === 6 ? 4 : 2;
  return Array.from({ length: count }, (_, i) => ({
    id: `handler-${department.id}-${i + 1}`,
    role: "handler",
    departmentId: department.id,
    regionCode: department.regionCode,
    reachCode: null,
  }));
}

/** Four levels (市县镇村): one per river and city, one per river and county, then town and village chiefs by reach. */
function riverChiefPosts(frame: CityFrame): Post[] {
  const chief = (id: string, regionCode: string, reachCode: string | null): Post => ({
    id,
    role: "river_chief",
    departmentId: null,
    regionCode,
    reachCode,
  });
  return frame.rivers.flatMap((river) => {
    const reaches = frame.reaches.filter((reach) => reach.riverId === river.id);
    const counties = [...new Set(reaches.map((reach) => reach.regionCode.slice(0, 6)))];
    return [
      chief(`chief-city-${river.id}`, frame.code, null),
      ...counties.map((county) => chief(`chief-county-${river.id}-${county}`, county, null)),
      ...reaches.flatMap((reach) => {
        const middle = reach.line[Math.floor(reach.line.length / 2)];
        const village = middle ? frame.grid.nearest(middle).villageCode : reach.regionCode;
        return [
          chief(`chief-town-${reach.code}`, reach.regionCode, reach.code),
          chief(`chief-village-${reach.code}`, village, reach.code),
        ];
      }),
    ];
  });
}
