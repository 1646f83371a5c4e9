import { landFrom } from "@minqing/geodata/demo/city/coast";
import { type LonLat, planeAt } from "@minqing/geodata/demo/city/plane";
import { readSources } from "@minqing/geodata/demo/city/sources";
import { expect, test } from "vitest";

const plane = planeAt(116, 23.1);
const [minX, minY] = plane.toMetres([114, 22.2]);
const [maxX, maxY] = plane.toMetres([117.68, 24]);
const land = landFrom(readSources("441500").coast, plane, { minX, minY, maxX, maxY });
const isLand = (position: LonLat): boolean => land.contains(plane.toMetres(position));

test.each<[string, LonLat]>([
  ["汕尾城区", [115.365, 22.785]],
  ["海丰", [115.335, 22.97]],
  ["陆河", [115.66, 23.3]],
  ["甲子", [116.07, 22.89]],
  ["汕头金平", [116.68, 23.38]],
  ["潮阳", [116.6, 23.26]],
  ["澄海", [116.76, 23.47]],
  ["南澳岛", [117.07, 23.43]],
])("%s is land", (_, position) => expect(isLand(position)).toBe(true));

test.each<[string, LonLat]>([
  ["红海湾", [115.17, 22.68]],
  ["碣石湾", [115.65, 22.75]],
  ["南海", [115.6, 22.4]],
  ["南澳以东", [117.3, 23.35]],
  ["汕头外海", [116.95, 23.2]],
  ["甲子以南", [116.1, 22.7]],
])("%s is sea", (_, position) => expect(isLand(position)).toBe(false));
