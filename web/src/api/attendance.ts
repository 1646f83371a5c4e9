// Detects whether a person uses this page. An unattended desk page marks its requests as background, so that they do
// not keep the session alive. A wall has no operator and marks nothing.

/** For this time after the last key, click or touch a person counts as present and reading. */
const ATTENDED_MS = 60_000;
const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

let lastInputMs: number | null = null;

/** Makes this page a desk page: it watches for input. */
export function watchAttendance(): void {
  if (lastInputMs !== null) return;
  lastInputMs = Date.now();
  for (const input of INPUTS) {
    addEventListener(
      input,
      () => {
        lastInputMs = Date.now();
      },
      { passive: true, capture: true },
    );
  }
}

export const isAttended = (nowMs = Date.now()): boolean => lastInputMs === null || nowMs - lastInputMs < ATTENDED_MS;
