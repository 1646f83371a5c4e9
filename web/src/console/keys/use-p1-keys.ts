// The keys of the bar: Alt A and Alt Enter always act on its alarm, also from a text field and over a dialog; A and Enter
// only while the page has no other use for them.

import { mayDo } from "@minqing/core/access/permissions";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useEffect, useRef } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { useKeys } from "./use-keys.ts";

/** Somebody who presses the key twice must not acknowledge the next alarm unread. */
const UNREAD_MS = 700;

interface P1Acts {
  onAcknowledge(alarm: AlarmView): void;
  onOpen(alarm: AlarmView): void;
  /** Whether A and Enter have no other meaning at this moment. */
  isFree(): boolean;
}

/** `alarm` is the one that the bar shows. */
export function useP1Keys(alarm: AlarmView | null, { onAcknowledge, onOpen, isFree }: P1Acts): void {
  const { roles } = useSession();
  const shownAtMs = useRef(0);
  const id = alarm?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another alarm in the bar starts the time anew
  useEffect(() => {
    shownAtMs.current = performance.now();
  }, [id]);

  const acknowledge = (event: KeyboardEvent): void => {
    const isRead = performance.now() - shownAtMs.current >= UNREAD_MS;
    if (alarm !== null && isRead && !event.repeat && mayDo(roles, "alarm.acknowledge")) onAcknowledge(alarm);
  };
  // The bar's own keys are taken also without an alarm: when a colleague has just acknowledged it, Alt Enter must not
  // press Enter in the open form.
  useKeys(
    (act, event) => {
      if (act === "p1-acknowledge") acknowledge(event);
      else if (act === "p1-open" && alarm !== null && !event.repeat) onOpen(alarm);
      return act === "p1-acknowledge" || act === "p1-open";
    },
    { first: true },
  );
  useKeys((act, event) => {
    if (alarm === null || !isFree()) return false;
    if (act === "acknowledge") acknowledge(event);
    else if (act === "open" && !event.repeat) onOpen(alarm);
    return act === "acknowledge" || act === "open";
  });
}
