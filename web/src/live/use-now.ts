// The server's clock, ticking: every second, or slower for texts that need no seconds.
import { useEffect, useState } from "react";
import { serverNowMs } from "./live-store.ts";

export function useNow(everyMs = 1000): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const now = serverNowMs();
      setNowMs(now);
      // On the edge of the next step, so that all clocks of a page change together.
      timer = setTimeout(tick, everyMs - (now % everyMs) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [everyMs]);
  return nowMs;
}
