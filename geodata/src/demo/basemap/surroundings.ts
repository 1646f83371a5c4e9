// Names of waters and neighbours around the demo cities, placed by eye.
import type { LonLat } from "../city/plane.ts";

interface Place {
  kind: "sea" | "neighbour";
  name: string;
  nameEn: string;
  at: LonLat;
}

const place = (kind: Place["kind"], name: string, nameEn: string, lon: number, lat: number): Place => ({
  kind,
  name,
  nameEn,
  at: [lon, lat],
});

export const SURROUNDINGS: Readonly<Record<string, readonly Place[]>> = {
  "441500": [
    place("sea", "红海湾", "Honghai Bay", 115.17, 22.69),
    place("sea", "碣石湾", "Jieshi Bay", 115.66, 22.77),
    place("sea", "南海", "South China Sea", 115.6, 22.45),
    place("neighbour", "惠州 惠东", "Huizhou Huidong", 114.78, 23.02),
    place("neighbour", "河源 紫金", "Heyuan Zijin", 115.12, 23.5),
    place("neighbour", "梅州 五华", "Meizhou Wuhua", 115.62, 23.66),
    place("neighbour", "揭阳 普宁", "Jieyang Puning", 116.1, 23.26),
    place("neighbour", "揭阳 惠来", "Jieyang Huilai", 116.3, 23.06),
  ],
  "440500": [
    place("sea", "南海", "South China Sea", 116.95, 23.1),
    place("sea", "汕头港", "Shantou Harbour", 116.7, 23.335),
    place("neighbour", "揭阳", "Jieyang", 116.38, 23.56),
    place("neighbour", "普宁", "Puning", 116.14, 23.32),
    place("neighbour", "惠来", "Huilai", 116.27, 23.06),
    place("neighbour", "潮州", "Chaozhou", 116.62, 23.68),
    place("neighbour", "饶平", "Raoping", 116.98, 23.68),
    place("neighbour", "漳州 诏安", "Zhangzhou Zhao'an", 117.22, 23.73),
  ],
};
