// Buttons beside an account's form: new password, reset of the second factor, unlock, end of its sessions. Each asks
// for confirmation.
import type { AccountView } from "@minqing/core/access/account";
import { isGreat } from "@minqing/core/access/approval";
import { useState } from "react";
import { endSessionsOf, resetPassword, resetSecondFactor, unlockAccount } from "../../api/accounts.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { goToSection } from "../use-section.ts";
import { whyText } from "../why-text.ts";

interface Props {
  account: AccountView;
  onChanged(account: AccountView): void;
  onFresh(fresh: { password: string; isHeld: boolean }): void;
  /** Called when another person has changed the account since it was read. */
  onStale(): void;
}

type Act = "password" | "second-factor" | "unlock" | "sessions";

/** The acts that wait for approval when they concern an account that may do much: its new password works as it. */
const HELD: ReadonlySet<Act> = new Set(["password", "second-factor"]);

function useActs({ account, onChanged, onFresh, onStale }: Props) {
  const t = useText();
  const [working, setWorking] = useState<Act | null>(null);
  const approver = useApprover();
  const { displayName: name, sessions, version } = account;

  /** Each returns the account afterwards: with the same version when the act is held for approval. */
  const WORK: Record<Act, () => Promise<AccountView>> = {
    password: async () => {
      const fresh = await resetPassword(account);
      onFresh({ password: fresh.password, isHeld: fresh.account.version === version });
      return fresh.account;
    },
    "second-factor": () => resetSecondFactor(account),
    unlock: () => unlockAccount(account),
    sessions: async () => {
      await endSessionsOf(account.username);
      return { ...account, sessions: 0 };
    },
  };
  const effectsOf = (act: Act): string[] => {
    const values = { name, n: sessions };
    const [first, second] = [t(`admin.act.${act}.effect.1`, values), t(`admin.act.${act}.effect.2`, values)];
    if (!HELD.has(act) || !isGreat(account)) return [first, second];
    return [t("approval.first", { role: approver }), t("approval.after", { effect: first }), second];
  };
  return {
    working,
    run: async (act: Act) => {
      const question = {
        title: t(`admin.act.${act}.ask`, { name }),
        effects: effectsOf(act),
        act: t(`admin.act.${act}`),
      };
      if (!(await askFirst(question))) return;
      setWorking(act);
      try {
        const after = await WORK[act]();
        onChanged(after);
        const isHeld = HELD.has(act) && after.version === version;
        if (isHeld) void readApprovals();
        showNotice("done", t(isHeld ? "approval.sent" : `admin.act.${act}.done`, { name, role: approver }));
      } catch (error) {
        showNotice("failed", whyText(t, error));
        if (isOvertaken(error)) onStale();
      }
      setWorking(null);
    },
  };
}

export function AccountActs(props: Props) {
  const t = useText();
  const { account } = props;
  const { working, run } = useActs(props);
  const isLocked = account.lockedUntil !== null && Date.parse(account.lockedUntil) > serverNowMs();
  const acts: Act[] = [
    ...(isLocked ? (["unlock"] as const) : []),
    "password",
    ...(account.hasSecondFactor ? (["second-factor"] as const) : []),
    ...(account.sessions > 0 ? (["sessions"] as const) : []),
  ];
  return (
    <section className="acts" aria-label={t("admin.acts")}>
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className="button"
          data-act={act}
          disabled={working !== null}
          onClick={() => void run(act)}
        >
          {t(working === act ? "access.working" : `admin.act.${act}`)}
          {act === "sessions" && <b>{account.sessions}</b>}
        </button>
      ))}
      {account.sessions > 0 && (
        <button
          type="button"
          className="text-button"
          onClick={() => goToSection("sessions", { username: account.username })}
        >
          {t("admin.seeSessions")}
        </button>
      )}
    </section>
  );
}
