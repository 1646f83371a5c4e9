// The server's clock, updated every second, or less often for texts without seconds.
import { useEffect, useState } from "react";
import { serverNowMs } from "./live-store.ts";

export function useNow(everyMs = 1000): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const now = serverNowMs();
      setNowMs(now);
      // The timer ends at the next full step, so that all clocks of a page change together.
      timer = setTimeout(tick, everyMs - (now % everyMs) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [everyMs]);
  return nowMs;
}
