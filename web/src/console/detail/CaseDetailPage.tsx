// One case (案件): stage, clock, facts, and possible commands.
import type { SessionView } from "@minqing/core/access/account";
import { type CaseCommandType, isCommand } from "@minqing/core/case/acts";
import { useSession } from "../../access/SessionGate.tsx";
import type { CaseDetail } from "../../api/cases.ts";
import { goTo } from "../../design/address.ts";
import { useText } from "../../i18n/use-text.ts";
import { commandsFor } from "../access/actor.ts";
import { ActDock } from "../act/ActDock.tsx";
import { closeAct, showNotice, useAct } from "../act/act-store.ts";
import { commandOfKey, inButtonOrder } from "../act/command-form.ts";
import { NoticeLine } from "../act/NoticeLine.tsx";
import { caseNow, useCase } from "../board.ts";
import { useDesk } from "../desk-store.ts";
import { EmptyList } from "../EmptyList.tsx";
import { LostBanner } from "../frame/LostBanner.tsx";
import { actOnCase } from "../keys/act-on-case.ts";
import type { KeyAct } from "../keys/key-map.ts";
import { useKeys } from "../keys/use-keys.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { DESK_PATH } from "../route.ts";
import { SkeletonRows } from "../SkeletonRows.tsx";
import { ActionBar } from "./ActionBar.tsx";
import { CaseHeader } from "./CaseHeader.tsx";
import { ClockPanel } from "./ClockPanel.tsx";
import { DetailMap } from "./DetailMap.tsx";
import { Evidence } from "./Evidence.tsx";
import { Facts } from "./Facts.tsx";
import { Timeline } from "./Timeline.tsx";
import { toDesk } from "./to-desk.ts";
import { useCaseDetail } from "./use-case-detail.ts";

export const commandsOf = (detail: CaseDetail): CaseCommandType[] =>
  inButtonOrder(detail.possibleCommands.filter(isCommand));

function onDetailKey(act: KeyAct, detail: CaseDetail | null, id: string, session: SessionView): boolean {
  if (act === "help") {
    useDesk.setState({ helpOpen: true });
    return true;
  }
  if (act === "escape") {
    const { open, notice } = useAct.getState();
    if (open !== null) closeAct();
    else if (notice !== null) showNotice(null);
    else toDesk(id);
    return true;
  }
  const type = commandOfKey(act);
  if (detail === null || type === null) return false;
  actOnCase(() => {
    const row = caseNow(id) ?? detail.case;
    return { row, possible: commandsFor(session, row) };
  }, type);
  return true;
}

function Story({ detail }: { detail: CaseDetail }) {
  return (
    <div className="detail-columns">
      <Timeline acts={detail.acts} />
      <div className="detail-centre">
        <ClockPanel detail={detail} />
        <div className="detail-pair">
          <DetailMap detail={detail} />
          <Evidence detail={detail} />
        </div>
      </div>
      <Facts detail={detail} />
    </div>
  );
}

export function CaseDetailPage({ id }: { id: string }) {
  const t = useText();
  const { detail, failed, reload } = useCaseDetail(id);
  const onBoard = useCase(id);
  const session = useSession();
  useKeys((act) => onDetailKey(act, detail, id, session));
  const actRow = onBoard ?? (detail?.case.closedAt === null ? detail.case : null);
  if (failed?.code === "not-found" || failed?.code === "outside-scope") {
    return (
      <main className="lost-page">
        <EmptyList text={t("console.noCase")} action={{ label: t("console.toDesk"), run: () => goTo(DESK_PATH) }} />
      </main>
    );
  }
  return (
    <main className="detail">
      <LostBanner />
      {failed !== null && <ReadFailure what={t("console.casePage")} failed={failed} onRetry={reload} />}
      {detail === null && failed === null && <SkeletonRows count={16} height={44} />}
      {detail !== null && (
        <>
          <CaseHeader detail={detail} />
          <Story detail={detail} />
          <ActDock row={actRow} />
          <NoticeLine />
          <ActionBar row={detail.case} commands={commandsOf(detail)} />
        </>
      )}
    </main>
  );
}
