// Areas that are counted in one place and run from another (统计归属 ≠ 管理归属). Their own codes are local, not national.

export interface FunctionalZone {
  code: string;
  cityCode: string;
  name: string;
  nameEn: string;
  /** Region that runs the zone; may belong to another city. */
  managementParentCode: string;
  towns: readonly string[];
}

export const FUNCTIONAL_ZONES: readonly FunctionalZone[] = [
  {
    code: "441598",
    cityCode: "441500",
    name: "红海湾经济开发区",
    nameEn: "Honghaiwan Economic Development Zone",
    managementParentCode: "441500",
    towns: ["441502004", "441502005", "441502006"],
  },
  {
    code: "441599",
    cityCode: "441500",
    name: "深汕特别合作区",
    nameEn: "Shenzhen-Shanwei Special Cooperation Zone",
    // Counted in 海丰, run by 深圳.
    managementParentCode: "440300",
    towns: ["441521102", "441521103", "441521104", "441521105"],
  },
];

/** Town-like units run by the city itself although they are counted in a county. */
export const RUN_BY_CITY: ReadonlySet<string> = new Set(["441581400"]);
