// Opens a page once a person is signed in, has done the required step and has the permission; until then shows what
// is missing.
import type { SessionView } from "@minqing/core/access/account";
import { mayDo, type Permission } from "@minqing/core/access/permissions";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { readSession } from "../api/session.ts";
import { onSessionChange } from "../api/session-watch.ts";
import { useText } from "../i18n/use-text.ts";
import { NoPermission } from "./NoPermission.tsx";
import { RequiredStepPage } from "./RequiredStepPage.tsx";
import { SignIn } from "./SignIn.tsx";

type Gate = { is: "reading" } | { is: "out" } | { is: "in"; session: SessionView } | { is: "failed"; why: string };

const SessionContext = createContext<SessionView | null>(null);

/** Works only inside a SessionGate. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("expected a SessionGate around this view, got none");
  return session;
}

/** Reads the session again without a button, because nobody operates a wall. */
const RETRY_MS = 5000;

function useGate() {
  const [gate, setGate] = useState<Gate>({ is: "reading" });
  const scope = useRef<string | null>(null);
  const read = useCallback(async () => {
    try {
      const session = await readSession();
      // With another scope, all data of the page belongs to another part of the city.
      if (session !== null && scope.current !== null && session.scopeKey !== scope.current) return location.reload();
      scope.current = session?.scopeKey ?? scope.current;
      setGate(session === null ? { is: "out" } : { is: "in", session });
    } catch (error) {
      setGate({ is: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  }, []);
  useEffect(() => {
    void read();
    return onSessionChange(() => void read());
  }, [read]);
  useEffect(() => {
    if (gate.is !== "failed") return;
    const timer = setTimeout(() => void read(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [gate, read]);
  return { gate, read, enter: (session: SessionView) => setGate({ is: "in", session }) };
}

interface Props {
  /** The permission that opens the page. */
  needs?: Permission;
  children: ReactNode;
}

export function SessionGate({ needs, children }: Props) {
  const t = useText();
  const { gate, read, enter } = useGate();
  const hadSession = useRef(false);
  if (gate.is === "in") hadSession.current = true;

  // A reload gives the next person a page without data of the previous one.
  const onSignedIn = (session: SessionView) => (hadSession.current ? location.reload() : enter(session));

  if (gate.is === "out") return <SignIn onSignedIn={onSignedIn} />;
  if (gate.is !== "in") {
    return (
      <main className="sign-in" aria-busy={gate.is === "reading"}>
        <p role="status">{gate.is === "reading" ? t("state.loading") : t("signin.failed", { why: gate.why })}</p>
      </main>
    );
  }
  const { session } = gate;
  if (session.duty !== null)
    return <RequiredStepPage session={session} step={session.duty} onDone={() => void read()} />;
  if (needs !== undefined && !mayDo(session.roles, needs)) return <NoPermission session={session} needs={needs} />;
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
