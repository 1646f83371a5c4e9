// The duty roster, read twice a minute, so that a change appears within a minute.
import { mayDo } from "@minqing/core/access/permissions";
import type { DutyRoster } from "@minqing/core/organisation/duty";
import { useEffect } from "react";
import { create } from "zustand";
import { useSession } from "../../access/SessionGate.tsx";
import { readDuty } from "../../api/duty.ts";

const EVERY_MS = 30_000;

interface DutyStore {
  roster: DutyRoster | null;
  /** Why and when the last read failed; the earlier roster stays. */
  failed: { why: string; atMs: number } | null;
}

export const useDuty = create<DutyStore>(() => ({ roster: null, failed: null }));

export async function loadDuty(): Promise<void> {
  try {
    useDuty.setState({ roster: await readDuty(), failed: null });
  } catch (error) {
    useDuty.setState({ failed: { why: error instanceof Error ? error.message : String(error), atMs: Date.now() } });
  }
}

/** Reads the roster periodically while the view is mounted. Returns false without the permission. */
export function useDutyRefresh(): boolean {
  const { roles } = useSession();
  const isAllowed = mayDo(roles, "duty.read");
  useEffect(() => {
    if (!isAllowed) return;
    let timer: ReturnType<typeof setTimeout>;
    let isLeft = false;
    const again = async () => {
      await loadDuty();
      if (!isLeft) timer = setTimeout(() => void again(), EVERY_MS);
    };
    void again();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [isAllowed]);
  return isAllowed;
}
