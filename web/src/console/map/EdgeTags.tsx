// Tags at the map's edge for urgent cases outside the view: number, direction, distance. A click selects the case.
import type { CaseView } from "@minqing/core/case/case";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { selectCase } from "../desk-store.ts";
import type { EdgeTag } from "./edge-tag.ts";
import { shortNumber } from "./use-symbol-texts.ts";

export interface TaggedCase {
  row: CaseView;
  tag: EdgeTag;
}

export function EdgeTags({ tagged }: { tagged: readonly TaggedCase[] }) {
  const t = useText();
  const name = useName();
  return tagged.map(({ row, tag }) => (
    <button
      key={row.id}
      type="button"
      className="edge-tag"
      tabIndex={-1}
      style={{
        left: `${tag.leftShare * 100}%`,
        top: `${tag.topShare * 100}%`,
        // Keeps the tag inside the pane at every edge.
        transform: `translate(${-tag.leftShare * 100}%, ${-tag.topShare * 100}%)`,
      }}
      onClick={() => selectCase(row.id)}
    >
      <PriorityShape priority={row.priority} size={18} label={t(`priority.${row.priority}`)} />
      {shortNumber(row.number)} {name(row.categoryNameZh, row.categoryNameEn)}
      <span className="muted">
        {t("console.map.edge", {
          bearing: t(`console.bearing.${tag.bearing}`),
          km: numberText(tag.distanceM / 1000, 1),
        })}
      </span>
    </button>
  ));
}
