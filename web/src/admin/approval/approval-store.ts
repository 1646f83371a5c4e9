// The requests for approval as the server last listed them, for the whole page: its section, the count beside the section's
// name, and the links from accounts and tokens.
import type { ApprovalView } from "@minqing/core/access/approval";
import { useEffect } from "react";
import { create } from "zustand";
import { listApprovals } from "../../api/approvals.ts";
import type { Pages } from "../use-pages.ts";
import { failureOf } from "../use-reading.ts";

type State = Omit<Pages<ApprovalView>, "more" | "again" | "replace">;

const useStore = create<State>(() => ({ rows: [], next: null, isLoaded: false, isReading: false, failed: null }));

const READ_EVERY_MS = 15_000;
let newest = 0;

/** Reads the list; returns the last one that was read when this read fails. */
export async function readApprovals(): Promise<readonly ApprovalView[]> {
  newest += 1;
  const request = newest;
  useStore.setState({ isReading: true });
  try {
    const rows = await listApprovals();
    if (request === newest) useStore.setState({ rows, isLoaded: true, isReading: false, failed: null });
    return rows;
  } catch (error) {
    if (request === newest) useStore.setState({ isReading: false, failed: failureOf(error) });
    return useStore.getState().rows;
  }
}

/** A read that was sent before the change is ignored. */
export function replaceApproval(changed: ApprovalView): void {
  newest += 1;
  useStore.setState(({ rows }) => ({
    rows: rows.map((row) => (row.id === changed.id ? changed : row)),
    isReading: false,
  }));
}

/** The list as `ListBody` shows it; it has one page. */
export function useApprovals(): Pages<ApprovalView> {
  const state = useStore();
  return {
    ...state,
    more: () => Promise.resolve(),
    again: async () => void (await readApprovals()),
    replace: replaceApproval,
  };
}

/** Reads the list now, and again while the page is visible. For one view of the page that is always shown. */
export function useApprovalReading(): void {
  useEffect(() => {
    void readApprovals();
    const timer = setInterval(() => document.visibilityState === "visible" && void readApprovals(), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
