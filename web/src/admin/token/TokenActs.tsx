// Buttons for a service token: renew it with a new end and secret, or end it.
import { isGreat } from "@minqing/core/access/approval";
import type { SignInPolicy } from "@minqing/core/access/policy";
import type { ServiceTokenView } from "@minqing/core/access/service-token";
import { type FormEvent, useState } from "react";
import { endServiceToken, type FreshServiceToken, renewServiceToken } from "../../api/service-tokens.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { Line } from "../account/Line.tsx";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { whyText } from "../why-text.ts";
import { LastDay } from "./TokenFields.tsx";
import { endOfDay, firstLastDay, furthestDay } from "./token-form.ts";

interface Props {
  token: ServiceTokenView;
  policy: SignInPolicy;
  onChanged(token: ServiceTokenView): void;
  /** `isHeld`: the renewal waits for approval. */
  onFresh(fresh: FreshServiceToken, isHeld: boolean): void;
}

/** Runs an action, shows its result, and reports whether it is running. */
function useAct() {
  const t = useText();
  const [working, setWorking] = useState(false);
  /** `work` returns what was done. */
  const run = async (work: () => Promise<string>) => {
    setWorking(true);
    try {
      showNotice("done", await work());
    } catch (error) {
      showNotice("failed", whyText(t, error));
    }
    setWorking(false);
  };
  return { working, run };
}

function RenewForm({ token, policy, onFresh, onDone }: Omit<Props, "onChanged"> & { onDone(): void }) {
  const t = useText();
  const approver = useApprover();
  const { working, run } = useAct();
  const { tokenMaxDays, tokenOverlapHours } = policy;
  const [lastDay, setLastDay] = useState(() => firstLastDay(tokenMaxDays, serverNowMs()));
  const [hours, setHours] = useState(tokenOverlapHours);
  const furthest = furthestDay(tokenMaxDays, serverNowMs());
  const isDayWrong = lastDay === "" || lastDay > furthest;
  const isWrong = isDayWrong || !(Number.isInteger(hours) && hours >= 0 && hours <= tokenOverlapHours);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    const renewal = { expiresAt: endOfDay(lastDay), overlapHours: hours };
    void run(async () => {
      const fresh = await renewServiceToken(token.id, renewal);
      const isHeld = fresh.serviceToken.renewedAt === token.renewedAt;
      if (isHeld) void readApprovals();
      onFresh(fresh, isHeld);
      onDone();
      return t(isHeld ? "approval.sent" : "token.renewed", { name: token.name, role: approver });
    });
  };
  return (
    <form className="short-form" data-renewal onSubmit={submit} noValidate>
      <LastDay
        {...{ lastDay, furthest }}
        issue={isDayWrong ? t("token.issue.expiresAt", { day: furthest }) : null}
        onChange={setLastDay}
      />
      <Line label={t("token.overlap")} htmlFor="token-overlap" help={t("token.overlap.help", { n: tokenOverlapHours })}>
        <span className="amount">
          <input
            id="token-overlap"
            type="number"
            min={0}
            max={tokenOverlapHours}
            value={Number.isNaN(hours) ? "" : hours}
            onChange={(event) => setHours(event.target.valueAsNumber)}
          />
          <span>{t("token.hours")}</span>
        </span>
      </Line>
      <p className="acts">
        <button type="submit" className="button primary" disabled={working || isWrong}>
          {t(working ? "access.working" : "token.renew.now")}
        </button>
        {isGreat(token) && <span className="muted">{t("approval.sendNote", { role: approver })}</span>}
      </p>
    </form>
  );
}

export function TokenActs(props: Props) {
  const t = useText();
  const { token, onChanged } = props;
  const { name } = token;
  const { working, run } = useAct();
  const [isRenewing, setIsRenewing] = useState(false);
  const end = async () => {
    const effects = [t("token.end.effect.1"), t("token.end.effect.2")];
    if (!(await askFirst({ title: t("token.end.ask", { name }), effects, act: t("token.end") }))) return;
    await run(async () => {
      onChanged(await endServiceToken(token.id));
      return t("token.ended", { name });
    });
  };
  return (
    <>
      <section className="acts" aria-label={t("admin.acts")}>
        <button
          type="button"
          className="button"
          data-renew
          aria-expanded={isRenewing}
          disabled={working}
          onClick={() => setIsRenewing(!isRenewing)}
        >
          {t("token.renew")}
        </button>
        <button type="button" className="button" data-end disabled={working} onClick={() => void end()}>
          {t(working ? "access.working" : "token.end")}
        </button>
      </section>
      {isRenewing && <RenewForm {...props} onDone={() => setIsRenewing(false)} />}
    </>
  );
}
