// Lets a page begin when somebody is signed in; shows the sign-in form, or why the server cannot be asked, until then.
import type { SessionView } from "@minqing/core/access/account";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { readSession } from "../api/session.ts";
import { useText } from "../i18n/use-text.ts";
import { SignIn } from "./SignIn.tsx";

type Gate = { is: "asking" } | { is: "out" } | { is: "in"; session: SessionView } | { is: "failed"; why: string };

const SessionContext = createContext<SessionView | null>(null);

/** Only inside a SessionGate. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("expected a SessionGate around this view, got none");
  return session;
}

/** The server is asked again by itself: a wall has nobody who presses a button. */
const ASK_AGAIN_MS = 5000;

export function SessionGate({ children }: { children: ReactNode }) {
  const t = useText();
  const [gate, setGate] = useState<Gate>({ is: "asking" });

  const ask = useCallback(async () => {
    try {
      const session = await readSession();
      setGate(session === null ? { is: "out" } : { is: "in", session });
    } catch (error) {
      setGate({ is: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  }, []);

  useEffect(() => {
    void ask();
  }, [ask]);
  useEffect(() => {
    if (gate.is !== "failed") return;
    const timer = setTimeout(() => void ask(), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [gate, ask]);

  if (gate.is === "in") return <SessionContext.Provider value={gate.session}>{children}</SessionContext.Provider>;
  if (gate.is === "out") return <SignIn onSignedIn={(session) => setGate({ is: "in", session })} />;
  return (
    <main className="sign-in" aria-busy={gate.is === "asking"}>
      <p role="status">{gate.is === "asking" ? t("state.loading") : t("signin.failed", { why: gate.why })}</p>
    </main>
  );
}
