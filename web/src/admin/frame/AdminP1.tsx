// The bar and the sound of unacknowledged alarms on the administration page, for people whose work it is to answer alarms:
// they look after their own account here, and must not miss a P1 meanwhile.
import { mayDo } from "@minqing/core/access/permissions";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useEffect } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { sendAcknowledgement } from "../../console/alarm/acknowledging.ts";
import { P1Bar } from "../../console/alarm/P1Bar.tsx";
import { Annunciator } from "../../console/alarm/sound/Annunciator.tsx";
import { useWaitingAlarms } from "../../console/alarm/use-waiting-alarms.ts";
import { waitingP1 } from "../../console/alarm/waiting-p1.ts";
import { UrgentAnnouncer } from "../../console/frame/UrgentAnnouncer.tsx";
import { useP1Keys } from "../../console/keys/use-p1-keys.ts";
import { casePath, DESK_PATH } from "../../console/route.ts";
import { useText } from "../../i18n/use-text.ts";
import { openLive } from "../../live/open-live.ts";
import { showNotice } from "../notice-store.ts";
import { whyText } from "../why-text.ts";

const ALARM_LIST = `${DESK_PATH}?tab=alarms`;

function Alarms() {
  const t = useText();
  useEffect(() => {
    const live = openLive([]);
    return () => live.close();
  }, []);
  const acts = {
    onAcknowledge: (alarm: AlarmView) => {
      sendAcknowledgement(alarm).catch((error: unknown) =>
        showNotice("failed", t("alarm.p1.failed", { why: whyText(t, error) })),
      );
    },
    onOpen: ({ caseId }: AlarmView) => location.assign(caseId === null ? ALARM_LIST : casePath(caseId)),
    isFree: () => false,
  };
  useP1Keys(waitingP1(useWaitingAlarms())?.first ?? null, acts);
  return (
    <>
      <P1Bar {...acts} onList={() => location.assign(`${ALARM_LIST}&p=1`)} shownCaseId={null} />
      <Annunciator />
      <UrgentAnnouncer />
    </>
  );
}

export function AdminP1() {
  const { roles } = useSession();
  return mayDo(roles, "board.read") && mayDo(roles, "alarm.acknowledge") ? <Alarms /> : null;
}
