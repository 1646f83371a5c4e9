// Lets a page begin when somebody is signed in, has done what must be done first, and may use it; shows what is missing until then.
import type { SessionView } from "@minqing/core/access/account";
import { mayDo, type Permission } from "@minqing/core/access/permissions";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { readSession } from "../api/session.ts";
import { onSessionChange } from "../api/session-watch.ts";
import { useText } from "../i18n/use-text.ts";
import { NoPermission } from "./NoPermission.tsx";
import { RequiredStepPage } from "./RequiredStepPage.tsx";
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
const RETRY_MS = 5000;

function useGate() {
  const [gate, setGate] = useState<Gate>({ is: "asking" });
  const scope = useRef<string | null>(null);
  const ask = useCallback(async () => {
    try {
      const session = await readSession();
      // Another part of the city: nothing that the page holds is of it.
      if (session !== null && scope.current !== null && session.scopeKey !== scope.current) return location.reload();
      scope.current = session?.scopeKey ?? scope.current;
      setGate(session === null ? { is: "out" } : { is: "in", session });
    } catch (error) {
      setGate({ is: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  }, []);
  useEffect(() => {
    void ask();
    return onSessionChange(() => void ask());
  }, [ask]);
  useEffect(() => {
    if (gate.is !== "failed") return;
    const timer = setTimeout(() => void ask(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [gate, ask]);
  return { gate, ask, enter: (session: SessionView) => setGate({ is: "in", session }) };
}

interface Props {
  /** Without it the page is of no use to its reader. */
  needs?: Permission;
  children: ReactNode;
}

export function SessionGate({ needs, children }: Props) {
  const t = useText();
  const { gate, ask, enter } = useGate();
  const hadSession = useRef(false);
  if (gate.is === "in") hadSession.current = true;

  // The next person at this desk begins with a page that holds nothing of the one before.
  const onSignedIn = (session: SessionView) => (hadSession.current ? location.reload() : enter(session));

  if (gate.is === "out") return <SignIn onSignedIn={onSignedIn} />;
  if (gate.is !== "in") {
    return (
      <main className="sign-in" aria-busy={gate.is === "asking"}>
        <p role="status">{gate.is === "asking" ? t("state.loading") : t("signin.failed", { why: gate.why })}</p>
      </main>
    );
  }
  const { session } = gate;
  if (session.duty !== null)
    return <RequiredStepPage session={session} step={session.duty} onDone={() => void ask()} />;
  if (needs !== undefined && !mayDo(session.roles, needs)) return <NoPermission session={session} needs={needs} />;
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
