// Departments (处置部门): the command centre and bureaus of the city, the same bureaus per county, two units per town.
import type { CityFrame } from "./frame.ts";
import { shortTown } from "./short-name.ts";

export interface DemoDepartment {
  id: string;
  parentId: string | null;
  name: string;
  nameEn: string;
  kind: string;
  regionCode: string;
}

interface BureauPlan {
  kind: string;
  city: string;
  county: string;
  nameEn: string;
}

export const BUREAUS: readonly BureauPlan[] = [
  { kind: "urban_management", city: "城市管理和综合执法局", county: "城管执法局", nameEn: "Urban Management" },
  { kind: "sanitation", city: "环境卫生管理局", county: "环卫所", nameEn: "Sanitation" },
  { kind: "water", city: "水务局", county: "水务局", nameEn: "Water" },
  { kind: "emergency", city: "应急管理局", county: "应急管理局", nameEn: "Emergency Management" },
  { kind: "fire", city: "消防救援支队", county: "消防救援大队", nameEn: "Fire and Rescue" },
  { kind: "traffic_police", city: "公安局交通警察支队", county: "交警大队", nameEn: "Traffic Police" },
  { kind: "transport", city: "交通运输局", county: "交通运输局", nameEn: "Transport" },
  { kind: "environment", city: "生态环境局", county: "生态环境分局", nameEn: "Ecology and Environment" },
  { kind: "housing", city: "住房和城乡建设局", county: "住建局", nameEn: "Housing and Construction" },
  { kind: "agriculture", city: "农业农村局", county: "农业农村局", nameEn: "Agriculture" },
];

export function departmentsOf(frame: CityFrame, nameEn: (code: string) => string | null): DemoDepartment[] {
  const command: DemoDepartment = {
    id: `${frame.code}-command`,
    parentId: null,
    name: `${frame.name}指挥中心`,
    nameEn: "Command Centre",
    kind: "command",
    regionCode: frame.code,
  };
  const bureaus = BUREAUS.map((plan) => ({
    id: `${frame.code}-${plan.kind}`,
    parentId: command.id,
    name: `${frame.name}${plan.city}`,
    nameEn: `City ${plan.nameEn}`,
    kind: plan.kind,
    regionCode: frame.code,
  }));
  const counties = frame.counties.flatMap((county) =>
    BUREAUS.map((plan) => ({
      id: `${county.code}-${plan.kind}`,
      parentId: `${frame.code}-${plan.kind}`,
      name: `${county.name}${plan.county}`,
      nameEn: `${nameEn(county.code) ?? county.code} ${plan.nameEn}`,
      kind: plan.kind,
      regionCode: county.code,
    })),
  );
  return [command, ...bureaus, ...counties, ...townUnits(frame, nameEn)];
}

function townUnits(frame: CityFrame, nameEn: (code: string) => string | null): DemoDepartment[] {
  return frame.towns.flatMap((town) => [
    {
      id: `${town.code}-grid`,
      parentId: `${town.countyCode}-urban_management`,
      name: `${shortTown(town.name)}综治网格中心`,
      nameEn: `${nameEn(town.code) ?? town.code} Grid Centre`,
      kind: "grid",
      regionCode: town.code,
    },
    {
      id: `${town.code}-station`,
      parentId: `${town.countyCode}-emergency`,
      name: `${shortTown(town.name)}应急水利站`,
      nameEn: `${nameEn(town.code) ?? town.code} Emergency and Water Station`,
      kind: "station",
      regionCode: town.code,
    },
  ]);
}
