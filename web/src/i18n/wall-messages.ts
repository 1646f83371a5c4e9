// The messages of the wall.
import enAccess from "./en/access.json";
import enShared from "./en/shared.json";
import enWall from "./en/wall.json";
import type { Messages } from "./Localised.tsx";
import zhAccess from "./zh-CN/access.json";
import zhShared from "./zh-CN/shared.json";
import zhWall from "./zh-CN/wall.json";

export const WALL_MESSAGES: Messages = {
  "zh-CN": { ...zhShared, ...zhAccess, ...zhWall },
  en: { ...enShared, ...enAccess, ...enWall },
};
