// Pane C (力量): departments for the selected case; the first five with numbers and reasons, then all others.

import type { CaseView } from "@minqing/core/case/case";
import { useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { Icon } from "../../design/Icon.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { commandsFor } from "../access/actor.ts";
import { changeDraft, openAct, useAct } from "../act/act-store.ts";
import { useDesk } from "../desk-store.ts";
import { Caps } from "../Keys.tsx";
import { PaneList } from "../PaneList.tsx";
import { ReadFailure } from "../ReadFailure.tsx";
import { useFocusCase } from "../use-focus-case.ts";
import { loadReference, useLoaded } from "../use-reference.ts";
import { departmentIcon } from "./department-icon.ts";
import { ReasonTags } from "./ReasonTags.tsx";
import type { RankedDepartment } from "./rank-departments.ts";
import { RECOMMENDED, useRankedDepartments } from "./use-ranked.ts";

const FORCE_ROW_PX = 44;
const NO_KINDS: never[] = [];

interface RowProps {
  ranked: RankedDepartment;
  index: number;
  target: CaseView | null;
}

function ForceRow({ ranked, index, target }: RowProps) {
  const t = useText();
  const name = useName();
  const { department } = ranked;
  const kinds = useLoaded("departmentKinds").items ?? NO_KINDS;
  const isRecommended = target !== null && index < RECOMMENDED;
  return (
    <>
      <span className="force-rank">{isRecommended ? index + 1 : ""}</span>
      <Icon name={departmentIcon(kinds, department.kind)} size={20} className="force-icon" />
      <span className={isRecommended ? "force-name strong" : "force-name"}>
        {name(department.name, department.nameEn)}
      </span>
      {target === null ? (
        <span className="tags" />
      ) : (
        <ReasonTags ranked={ranked} categoryZh={target.categoryNameZh} categoryEn={target.categoryNameEn} />
      )}
      <span className="force-work">
        <b>{ranked.workload}</b> <span className="muted">{t("console.openWork")}</span>
      </span>
    </>
  );
}

/** Chooses a department: opens a dispatch, or changes the open one. */
export function chooseDepartment(target: CaseView | null, departmentId: string, mayDispatch: boolean): void {
  const { open } = useAct.getState();
  if (open?.draft.type === "dispatch") {
    changeDraft({ departmentId });
    return;
  }
  if (target === null || !mayDispatch) return;
  openAct(target, "dispatch");
  changeDraft({ departmentId });
}

function Head({ target, count }: { target: CaseView | null; count: number }) {
  const t = useText();
  return (
    <header className="pane-head">
      <h2>{t("console.forces")}</h2>
      {target === null ? (
        <span className="muted head-note">{t("console.forcesByWork", { n: count })}</span>
      ) : (
        <>
          <PriorityShape priority={target.priority} size={18} label={t(`priority.${target.priority}`)} />
          <b>{t("console.recommendFor", { number: target.number, n: Math.min(RECOMMENDED, count) })}</b>
          <span className="muted head-note">{t("console.recommendBy")}</span>
        </>
      )}
      <div className="pane-tools muted">
        <Caps strokes={["d"]} /> <Caps strokes={["1"]} />–<Caps strokes={["5"]} /> {t("console.key.choose")}
      </div>
    </header>
  );
}

export function ForcesPane() {
  const t = useText();
  const session = useSession();
  const target = useFocusCase();
  const { items, failed } = useLoaded("departments");
  const ranked = useRankedDepartments(target);
  const hasKeys = useDesk((state) => state.pane === "forces");
  const isDispatching = useAct(({ open }) => open?.draft.type === "dispatch");
  const chosen = useAct(({ open }) =>
    open?.draft.type === "dispatch" ? String(open.draft.values.departmentId ?? "") : null,
  );
  const [marked, setMarked] = useState<string | null>(null);
  const rows = ranked.map((entry) => ({ ...entry, id: entry.department.id }));
  const mayDispatch = target !== null && commandsFor(session, target).includes("dispatch");
  const choose = (id: string) => {
    setMarked(id);
    chooseDepartment(target, id, mayDispatch);
  };
  return (
    <section className={`pane forces ${hasKeys ? "has-keys" : ""}`} aria-label={t("console.forces")}>
      <Head target={target} count={rows.length} />
      {failed !== null && (
        <ReadFailure what={t("console.forces")} failed={failed} onRetry={() => void loadReference("departments")} />
      )}
      <PaneList
        pane="forces"
        label={t("console.forces")}
        isLoaded={items !== null || failed !== null}
        rows={rows}
        rowHeight={FORCE_ROW_PX}
        selectedId={chosen ?? marked}
        onSelect={(id) => (isDispatching ? choose(id) : setMarked(id))}
        onOpen={({ id }) => choose(id)}
        empty={{ text: t("console.empty.forces") }}
        rowClass={(_, index) => (target !== null && index >= RECOMMENDED ? "is-other" : "")}
        renderRow={(row, index) => <ForceRow ranked={row} index={index} target={target} />}
      />
    </section>
  );
}
