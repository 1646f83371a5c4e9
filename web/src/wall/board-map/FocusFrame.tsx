// The frame of the focus area on the overview map, with its counts by priority.
import type { Priority } from "@minqing/core/alarm/priority";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useText } from "../../i18n/use-text.ts";

export interface PixelBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function FocusFrame({ box, counts }: { box: PixelBox; counts: readonly [number, number, number, number] }) {
  const t = useText();
  const shown = ([1, 2, 3] as Priority[]).filter((priority) => (counts[priority - 1] ?? 0) > 0);
  return (
    <div className="focus-frame" style={{ left: box.left, top: box.top, width: box.width, height: box.height }}>
      <p className="focus-name" data-reserve="focus-name">
        {t("wall.focus.title")}
      </p>
      {shown.length === 0 ? null : (
        <p className="focus-counts" data-reserve="focus">
          {shown.map((priority) => (
            <span key={priority}>
              <PriorityShape priority={priority} size={28} label={t(`priority.${priority}`)} />
              <strong>{counts[priority - 1]}</strong>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
