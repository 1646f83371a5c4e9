// The live board as the console's views read it. Before the first snapshot everything is empty and `isLoaded` says so.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseView } from "@minqing/core/case/case";
import type { DetectionView } from "@minqing/core/detection/detection";
import type { WarningView } from "@minqing/core/warning/warning";
import { liveStore, useLive } from "../live/live-store.ts";

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

export const useCases = (): ReadonlyMap<string, CaseView> => useLive(({ replica }) => replica?.board.case ?? NONE);
export const useAlarms = (): ReadonlyMap<string, AlarmView> => useLive(({ replica }) => replica?.board.alarm ?? NONE);
export const useDetections = (): ReadonlyMap<string, DetectionView> =>
  useLive(({ replica }) => replica?.board.detection ?? NONE);
export const useWarnings = (): ReadonlyMap<string, WarningView> =>
  useLive(({ replica }) => replica?.board.warning ?? NONE);
export const useIsLoaded = (): boolean => useLive(({ replica }) => replica !== null);

export const useCase = (id: string | null): CaseView | null =>
  useLive(({ replica }) => (id === null ? null : (replica?.board.case.get(id) ?? null)));

/** Outside a view, at the moment of a key press. */
export const caseNow = (id: string): CaseView | null => liveStore.getState().replica?.board.case.get(id) ?? null;
export const alarmNow = (id: string): AlarmView | null => liveStore.getState().replica?.board.alarm.get(id) ?? null;
export const detectionNow = (id: string): DetectionView | null =>
  liveStore.getState().replica?.board.detection.get(id) ?? null;
