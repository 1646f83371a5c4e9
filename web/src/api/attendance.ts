// Whether somebody sits at this page. A desk that is left alone goes on asking for figures, but says that nobody wanted
// them: such requests keep no session alive. A wall has nobody by its nature and says nothing.

/** So long after the last key, click or touch somebody is taken to be there, reading. */
const ATTENDED_MS = 60_000;
const INPUTS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

let lastInputMs: number | null = null;

/** From now on this page is a desk. */
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
