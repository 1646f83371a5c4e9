// Buttons beside an account's form: new password, reset of the second factor, unlock, end of its sessions. Each asks
// for confirmation.
import type { AccountView } from "@minqing/core/access/account";
import { useState } from "react";
import { endSessionsOf, resetPassword, resetSecondFactor, unlockAccount } from "../../api/accounts.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { goToSection } from "../use-section.ts";
import { whyText } from "../why-text.ts";

interface Props {
  account: AccountView;
  onChanged(account: AccountView): void;
  onFresh(password: string): void;
  /** Called when another person has changed the account since it was read. */
  onStale(): void;
}

type Act = "password" | "second-factor" | "unlock" | "sessions";

function useActs({ account, onChanged, onFresh, onStale }: Props) {
  const t = useText();
  const [working, setWorking] = useState<Act | null>(null);
  const { displayName: name, sessions } = account;

  const WORK: Record<Act, () => Promise<void>> = {
    password: async () => {
      const fresh = await resetPassword(account);
      onFresh(fresh.password);
      onChanged(fresh.account);
    },
    "second-factor": async () => onChanged(await resetSecondFactor(account)),
    unlock: async () => onChanged(await unlockAccount(account)),
    sessions: async () => {
      await endSessionsOf(account.username);
      onChanged({ ...account, sessions: 0 });
    },
  };
  return {
    working,
    run: async (act: Act) => {
      const effects = ([1, 2] as const).map((line) => t(`admin.act.${act}.effect.${line}`, { name, n: sessions }));
      const question = { title: t(`admin.act.${act}.ask`, { name }), effects, act: t(`admin.act.${act}`) };
      if (!(await askFirst(question))) return;
      setWorking(act);
      try {
        await WORK[act]();
        showNotice("done", t(`admin.act.${act}.done`, { name }));
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
