// The page of the wall.
import { SessionGate } from "../access/SessionGate.tsx";
import { startPage } from "../design/start-page.tsx";
import { WALL_MESSAGES } from "../i18n/wall-messages.ts";
import { Wall } from "./Wall.tsx";

startPage(
  WALL_MESSAGES,
  <SessionGate needs="board.read">
    <Wall />
  </SessionGate>,
);
