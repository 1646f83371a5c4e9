// Plain text stays on the screen for the seconds of the policy, and only for its case.
import type { ContactField, RevealedContact } from "@minqing/core/privacy/contact";
import { useEffect, useState } from "react";

export interface Shown {
  texts: ReadonlyMap<ContactField, string>;
  secondsLeft: number;
}

interface Revealed {
  caseId: string;
  texts: ReadonlyMap<ContactField, string>;
  untilMs: number;
}

export function useRevealed(caseId: string): {
  shown: Shown | null;
  show(answer: RevealedContact): void;
  hide(): void;
} {
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (revealed === null) return;
    const timer = setInterval(() => {
      const now = Date.now();
      setNowMs(now);
      if (now >= revealed.untilMs) setRevealed(null);
    }, 250);
    return () => clearInterval(timer);
  }, [revealed]);
  const isOwn = revealed !== null && revealed.caseId === caseId;
  return {
    shown: isOwn
      ? { texts: revealed.texts, secondsLeft: Math.max(1, Math.ceil((revealed.untilMs - nowMs) / 1000)) }
      : null,
    show: ({ fields, shownSeconds }) => {
      const now = Date.now();
      setNowMs(now);
      setRevealed({
        caseId,
        texts: new Map(fields.map(({ field, text }) => [field, text])),
        untilMs: now + shownSeconds * 1000,
      });
    },
    hide: () => setRevealed(null),
  };
}
