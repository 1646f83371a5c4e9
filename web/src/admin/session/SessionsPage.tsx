// Sessions (会话): who is signed in, from which address, since when; each session can be ended.
import type { OpenSessionView } from "@minqing/core/access/account";
import { browserName } from "@minqing/core/access/browser-name";
import { matcherFor } from "@minqing/core/text/search";
import { useState } from "react";
import { endSession, listSessions } from "../../api/accounts.ts";
import { EmptyList } from "../../console/EmptyList.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { ageText, hourMinuteSecond, monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { ROW_PX } from "../ListBody.tsx";
import { showNotice } from "../notice-store.ts";
import { useQueryState } from "../query-state.ts";
import { focusSearch, useAdminKeys } from "../use-admin-keys.ts";
import { useReading } from "../use-reading.ts";
import { whyText } from "../why-text.ts";
import { SessionTable } from "./SessionTable.tsx";

const MAX = 500;

function EndButton({ session, onEnded }: { session: OpenSessionView; onEnded(): void }) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const { displayName: name, own } = session;
  const end = async () => {
    const effects = [t("admin.session.end.effect"), ...(own ? [t("admin.session.end.own")] : [])];
    if (!(await askFirst({ title: t("admin.session.end.ask", { name }), effects, act: t("admin.session.end") })))
      return;
    setWorking(true);
    try {
      await endSession(session.id);
      showNotice("done", t("admin.session.ended", { name }));
    } catch (error) {
      showNotice("failed", whyText(t, error));
    }
    setWorking(false);
    onEnded();
  };
  return (
    <button type="button" className="button" data-end disabled={working} onClick={() => void end()}>
      {t(working ? "access.working" : "admin.session.end")}
    </button>
  );
}

function SessionRow({ session, nowMs, onEnded }: { session: OpenSessionView; nowMs: number; onEnded(): void }) {
  const t = useText();
  return (
    <tr data-session={session.username}>
      <td className="strong">
        {session.displayName} {session.own && <span className="tag">{t("admin.session.own")}</span>}
      </td>
      <td className="mono">{session.username}</td>
      <td className="mono">{session.address ?? "–"}</td>
      <td title={session.userAgent ?? ""}>{browserName(session.userAgent) ?? t("admin.session.noAgent")}</td>
      <td>{t(`admin.session.with.${session.openedWith}`)}</td>
      <td>{monthDayTime(Date.parse(session.createdAt))}</td>
      <td>{ageText(t, Date.parse(session.lastSeenAt), nowMs)}</td>
      <td className="muted">{monthDayTime(Date.parse(session.expiresAt))}</td>
      <td className="acts-cell">
        <EndButton session={session} onEnded={onEnded} />
      </td>
    </tr>
  );
}

const COLUMNS = ["name", "username", "address", "browser", "openedWith", "since", "seen", "expires"] as const;

function Table({ rows, onEnded }: { rows: readonly OpenSessionView[]; onEnded(): void }) {
  const nowMs = useNow(10_000);
  return (
    <SessionTable columns={COLUMNS}>
      {rows.map((session) => (
        <SessionRow key={session.id} session={session} nowMs={nowMs} onEnded={onEnded} />
      ))}
    </SessionTable>
  );
}

/** Each read writes a row of the audit trail, so the list is read on demand and not periodically. */
const readAll = async () => ({ sessions: await listSessions({ limit: MAX }), atMs: Date.now() });

export function SessionsPage() {
  const t = useText();
  const [{ username }, change] = useQueryState(["username"]);
  const { value: list, failed, again } = useReading(readAll);
  const value = list?.sessions ?? null;
  useAdminKeys((key) => key === "search" && focusSearch());
  const matches = matcherFor(username);
  const rows = (value ?? []).filter((session) => matches(session.username, session.displayName, session.address));
  return (
    <section className="pane" aria-label={t("admin.section.sessions")}>
      <header className="pane-head">
        <h2>
          {t("admin.section.sessions")} <span className="count">{value === null ? "" : numberText(value.length)}</span>
        </h2>
        {list !== null && (
          <span className="muted">{t("admin.sessions.note", { at: hourMinuteSecond(list.atMs) })}</span>
        )}
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={() => void again()}>
            {t("admin.refresh")}
          </button>
        </span>
      </header>
      <div className="filters">
        <input
          data-search
          type="search"
          value={username}
          placeholder={t("admin.sessions.search")}
          aria-label={t("admin.sessions.search")}
          onChange={(event) => change({ username: event.target.value })}
        />
      </div>
      {failed !== null && (
        <ReadFailure what={t("admin.section.sessions")} failed={failed} onRetry={() => void again()} />
      )}
      {value === null && failed === null && <SkeletonRows count={10} height={ROW_PX} />}
      {rows.length > 0 && <Table rows={rows} onEnded={() => void again()} />}
      {value !== null && rows.length === 0 && (
        <EmptyList
          text={t("admin.sessions.noneFound")}
          action={{ label: t("admin.clear"), run: () => change({ username: "" }) }}
        />
      )}
      {value?.length === MAX && <p className="list-foot muted">{t("admin.sessions.max", { n: MAX })}</p>}
    </section>
  );
}
