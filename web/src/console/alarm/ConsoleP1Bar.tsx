// The bar of the console's pages: buttons and keys for its alarm.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useRoute } from "../use-route.ts";
import { acknowledge } from "./acknowledge.ts";
import { listP1, openAlarm } from "./open-alarm.ts";
import { P1Bar } from "./P1Bar.tsx";

const onAcknowledge = (alarm: AlarmView): void => void acknowledge(alarm);

export function ConsoleP1Bar() {
  const route = useRoute();
  return (
    <P1Bar
      onAcknowledge={onAcknowledge}
      onOpen={openAlarm}
      onList={listP1}
      shownCaseId={route?.page === "case" ? route.id : null}
    />
  );
}
