// Own sessions (登录中的设备): lists them, ends one or all others. Ending another session needs the password; ending this
// one is signing out.
import type { OwnSessionView } from "@minqing/core/access/account";
import { useState } from "react";
import { OneFieldForm } from "../../access/OneFieldForm.tsx";
import { passwordProblem } from "../../access/password-check.ts";
import { endOtherSessions, endOwnSession, listOwnSessions } from "../../api/session.ts";
import { EmptyList } from "../../console/EmptyList.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { ageText, monthDayTime } from "../../i18n/time-text.ts";
import { type Text, useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { ROW_PX } from "../ListBody.tsx";
import { showNotice } from "../notice-store.ts";
import { SessionTable } from "../session/SessionTable.tsx";
import { useReading } from "../use-reading.ts";
import { whyText } from "../why-text.ts";

/** The session to end, or all except this one. */
type Target = OwnSessionView | "others";

const nameOf = (t: Text, { device, address }: OwnSessionView): string =>
  [device ?? t("admin.session.noAgent"), ...(address === null ? [] : [address])].join(" · ");

const titleOf = (t: Text, target: Target): string =>
  target === "others" ? t("admin.own.sessions.endOthers") : t("admin.own.session.ask", { name: nameOf(t, target) });

function Row({ session, nowMs, onEnd }: { session: OwnSessionView; nowMs: number; onEnd(): void }) {
  const t = useText();
  return (
    <tr data-own={session.own}>
      <td className="strong">
        {session.device ?? t("admin.session.noAgent")}{" "}
        {session.own && <span className="tag">{t("admin.session.own")}</span>}
      </td>
      <td className="mono">{session.address ?? "–"}</td>
      <td>{t(`admin.session.with.${session.openedWith}`)}</td>
      <td>{monthDayTime(Date.parse(session.createdAt))}</td>
      <td>{ageText(t, Date.parse(session.lastSeenAt), nowMs)}</td>
      <td className="muted">{monthDayTime(Date.parse(session.expiresAt))}</td>
      <td className="acts-cell">
        <button type="button" className="button" data-end onClick={onEnd}>
          {t(session.own ? "signin.out" : "admin.session.end")}
        </button>
      </td>
    </tr>
  );
}

const COLUMNS = ["browser", "address", "openedWith", "since", "seen", "expires"] as const;

function Table({ rows, onEnd }: { rows: readonly OwnSessionView[]; onEnd(session: OwnSessionView): void }) {
  const nowMs = useNow(10_000);
  return (
    <SessionTable columns={COLUMNS}>
      {rows.map((session) => (
        <Row key={session.id} session={session} nowMs={nowMs} onEnd={() => onEnd(session)} />
      ))}
    </SessionTable>
  );
}

/** Reads the password before another session ends. */
function Proof({
  target,
  isProvided,
  end,
  onLeave,
}: {
  target: Target;
  isProvided: boolean;
  end(password: string): Promise<void>;
  onLeave(): void;
}) {
  const t = useText();
  return (
    <div className="pane-form own-proof" data-proof>
      <OneFieldForm
        name="password"
        label={t("access.password.current")}
        submit={t("admin.session.end")}
        send={end}
        whyNot={(error) => {
          const { text, values } = passwordProblem(error);
          return t(text ?? "access.failed", values);
        }}
        beside={
          <button type="button" className="text-button" onClick={onLeave}>
            {t("admin.ask.no")}
          </button>
        }
      >
        <p className="strong">{titleOf(t, target)}</p>
        <p className="fine">{t(isProvided ? "admin.own.session.whyProvided" : "admin.own.session.why")}</p>
      </OneFieldForm>
    </div>
  );
}

async function end(target: Target, password: string | null): Promise<number> {
  if (target === "others") return (await endOtherSessions(password)).ended;
  await endOwnSession(target.id, password);
  return 1;
}

function useEnding(again: () => Promise<void>) {
  const t = useText();
  const [target, setTarget] = useState<Target | null>(null);
  const endNow = async (target: Target, password: string | null) => {
    const ended = await end(target, password);
    if (target !== "others" && target.own) return location.reload();
    setTarget(null);
    showNotice("done", t("admin.own.sessions.ended", { n: ended }));
    await again();
  };
  const begin = async (target: Target, needsPassword: boolean) => {
    const isOwn = target !== "others" && target.own;
    if (needsPassword && !isOwn) return setTarget(target);
    const effects = [t(isOwn ? "admin.session.end.own" : "admin.session.end.effect")];
    const act = t(isOwn ? "signin.out" : "admin.session.end");
    if (!(await askFirst({ title: titleOf(t, target), effects, act }))) return;
    try {
      await endNow(target, null);
    } catch (error) {
      showNotice("failed", whyText(t, error));
      await again();
    }
  };
  return { target, leave: () => setTarget(null), begin, endNow };
}

export function OwnSessions() {
  const t = useText();
  const { value, failed, again } = useReading(listOwnSessions);
  const { target, leave, begin, endNow } = useEnding(again);
  const items = value?.items ?? [];
  const others = items.filter(({ own }) => !own);
  const needsPassword = value?.needsPassword ?? true;
  const isProvided = items.some(({ own, openedWith }) => own && openedWith === "single-sign-on");
  return (
    <section className="pane own-sessions" aria-label={t("admin.own.sessions")}>
      <header className="pane-head">
        <h2>
          {t("admin.own.sessions")} <span className="count">{value === null ? "" : numberText(items.length)}</span>
        </h2>
        <span className="muted head-note">{t("admin.own.sessions.note")}</span>
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={() => void again()}>
            {t("admin.refresh")}
          </button>
          {others.length > 0 && (
            <button
              type="button"
              className="button"
              data-end-others
              onClick={() => void begin("others", needsPassword)}
            >
              {t("admin.own.sessions.endOthers")}
            </button>
          )}
        </span>
      </header>
      {failed !== null && <ReadFailure what={t("admin.own.sessions")} failed={failed} onRetry={() => void again()} />}
      {value === null && failed === null && <SkeletonRows count={2} height={ROW_PX} />}
      {target !== null && (
        <Proof
          key={target === "others" ? target : target.id}
          target={target}
          isProvided={isProvided}
          end={(password) => endNow(target, password)}
          onLeave={leave}
        />
      )}
      {items.length > 0 && <Table rows={items} onEnd={(session) => void begin(session, needsPassword)} />}
      {value !== null && others.length === 0 && <EmptyList text={t("admin.own.sessions.onlyThis")} />}
    </section>
  );
}
