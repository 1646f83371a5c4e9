// The console's pages under one frame, with one live connection.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useEffect } from "react";
import { openLive } from "../live/open-live.ts";
import { acknowledge } from "./alarm/acknowledge.ts";
import { ConsoleP1Bar } from "./alarm/ConsoleP1Bar.tsx";
import { openAlarm } from "./alarm/open-alarm.ts";
import { Annunciator } from "./alarm/sound/Annunciator.tsx";
import { useWaitingAlarms } from "./alarm/use-waiting-alarms.ts";
import { waitingP1 } from "./alarm/waiting-p1.ts";
import { Desk } from "./Desk.tsx";
import { CaseDetailPage } from "./detail/CaseDetailPage.tsx";
import { LostPage } from "./frame/LostPage.tsx";
import { TopBar } from "./frame/TopBar.tsx";
import { UrgentAnnouncer } from "./frame/UrgentAnnouncer.tsx";
import { ActKeysHelp } from "./keys/ActKeysHelp.tsx";
import { isDeskFree } from "./keys/is-desk-free.ts";
import { useP1Keys } from "./keys/use-p1-keys.ts";
import { useRoute } from "./use-route.ts";

const P1_ACTS = { onAcknowledge: (alarm: AlarmView) => void acknowledge(alarm), onOpen: openAlarm, isFree: isDeskFree };

/** The keys of the bar; a view of its own, so that a changed alarm does not draw the page again. */
function P1Keys() {
  useP1Keys(waitingP1(useWaitingAlarms())?.first ?? null, P1_ACTS);
  return null;
}

export function Console() {
  useEffect(() => {
    const live = openLive([]);
    return () => live.close();
  }, []);
  const route = useRoute();
  return (
    <div className="console">
      <div className="page-top">
        <TopBar page={route?.page ?? "desk"} />
        <ConsoleP1Bar />
      </div>
      {route === null && <LostPage />}
      {route?.page === "desk" && <Desk />}
      {route?.page === "case" && <CaseDetailPage key={route.id} id={route.id} />}
      <ActKeysHelp />
      <UrgentAnnouncer />
      <Annunciator />
      <P1Keys />
    </div>
  );
}
