// The live board for the console's views. Everything is empty until the first snapshot; `isLoaded` tells the
// difference.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseView } from "@minqing/core/case/case";
import type { DetectionView } from "@minqing/core/detection/detection";
import type { WarningView } from "@minqing/core/warning/warning";
import { useMemo } from "react";
import { liveStore, useLive } from "../live/live-store.ts";
import { useOwnAnswers, withAnswers } from "./own-answers.ts";

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

export function useCases(): ReadonlyMap<string, CaseView> {
  const board = useLive(({ replica }) => replica?.board.case ?? NONE);
  const answers = useOwnAnswers((state) => state.answers);
  return useMemo(() => withAnswers(board, answers, Date.now()), [board, answers]);
}

export const useAlarms = (): ReadonlyMap<string, AlarmView> => useLive(({ replica }) => replica?.board.alarm ?? NONE);
export const useDetections = (): ReadonlyMap<string, DetectionView> =>
  useLive(({ replica }) => replica?.board.detection ?? NONE);
export const useWarnings = (): ReadonlyMap<string, WarningView> =>
  useLive(({ replica }) => replica?.board.warning ?? NONE);
export const useIsLoaded = (): boolean => useLive(({ replica }) => replica !== null);

export function useCase(id: string | null): CaseView | null {
  const cases = useCases();
  return id === null ? null : (cases.get(id) ?? null);
}

/** For use outside a view, at a key press. */
export function caseNow(id: string): CaseView | null {
  const board = liveStore.getState().replica?.board.case ?? NONE;
  return withAnswers(board, useOwnAnswers.getState().answers, Date.now()).get(id) ?? null;
}

export const alarmNow = (id: string): AlarmView | null => liveStore.getState().replica?.board.alarm.get(id) ?? null;
export const detectionNow = (id: string): DetectionView | null =>
  liveStore.getState().replica?.board.detection.get(id) ?? null;
