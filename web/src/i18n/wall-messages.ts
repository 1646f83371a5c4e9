// The wall's words.
import enShared from "./en/shared.json";
import enWall from "./en/wall.json";
import type { Messages } from "./Localised.tsx";
import zhShared from "./zh-CN/shared.json";
import zhWall from "./zh-CN/wall.json";

export const WALL_MESSAGES: Messages = { "zh-CN": { ...zhShared, ...zhWall }, en: { ...enShared, ...enWall } };
