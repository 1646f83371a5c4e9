// The console (指挥台), where operators file, dispatch and close cases.
import { createRoot } from "react-dom/client";
import "../design/tokens.css";
import "../design/base.css";
import "./console.css";
import { SessionGate } from "../access/SessionGate.tsx";
import { watchAttendance } from "../api/attendance.ts";
import { CONSOLE_MESSAGES } from "../i18n/console-messages.ts";
import { Localised } from "../i18n/Localised.tsx";
import { Kit } from "../ui/Kit.tsx";
import { Console } from "./Console.tsx";

watchAttendance();
const root = document.getElementById("root");
if (root === null) throw new Error("expected an element #root, got none");
createRoot(root).render(
  <Localised messages={CONSOLE_MESSAGES}>
    <Kit>
      <SessionGate needs="board.read">
        <Console />
      </SessionGate>
    </Kit>
  </Localised>,
);
