// "新 3 ↑": the number of new rows and their highest priority. A click takes them into the list; nothing moves by
// itself.
import type { Priority } from "@minqing/core/alarm/priority";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useText } from "../../i18n/use-text.ts";

interface Props {
  fresh: readonly { priority: Priority }[];
  onTake(): void;
}

export function FreshPill({ fresh, onTake }: Props) {
  const t = useText();
  if (fresh.length === 0) return null;
  const top = ([1, 2, 3, 4] as const).find((priority) => fresh.some((row) => row.priority === priority)) ?? 4;
  return (
    <button type="button" className="pill" onClick={onTake} aria-keyshortcuts="Home">
      {top <= 2 && <PriorityShape priority={top} size={14} label={t(`priority.${top}`)} />}
      {t("console.fresh", { n: fresh.length })}
    </button>
  );
}
