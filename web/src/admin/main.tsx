// The administration page (管理): for the three administrators, and for everyone's own account.
import { SessionGate } from "../access/SessionGate.tsx";
import { watchAttendance } from "../api/attendance.ts";
import { startPage } from "../design/start-page.tsx";
import { ADMIN_MESSAGES } from "../i18n/admin-messages.ts";
import { Kit } from "../ui/Kit.tsx";
import { Admin } from "./Admin.tsx";
import "../console/console.css";
import "./admin.css";

watchAttendance();
startPage(
  ADMIN_MESSAGES,
  <Kit>
    <SessionGate>
      <Admin />
    </SessionGate>
  </Kit>,
);
