// The texts of symbols in the page's language.
import { useMemo } from "react";
import { useName } from "../../i18n/named.ts";
import { clockText } from "../../i18n/time-text.ts";
import { useAlarmTitle } from "../../i18n/use-alarm-title.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { timeLeft } from "../case/time-left.ts";
import type { DeskSymbolTexts } from "./desk-symbols.ts";

export const shortNumber = (number: string): string => number.slice(number.lastIndexOf("-") + 1);

export function useSymbolTexts(): DeskSymbolTexts {
  const t = useText();
  const name = useName();
  const alarmTitle = useAlarmTitle();
  return useMemo(
    () => ({
      label: (row) => `${shortNumber(row.number)} ${name(row.categoryNameZh, row.categoryNameEn)}`,
      sub: (row) => {
        const left = timeLeft(row, serverNowMs());
        const status = t(`status.${row.status}`);
        if (left === null) return status;
        return `${status} · ${t(left.state === "over" ? "console.over" : "console.left", { clock: clockText(left.leftMs) })}`;
      },
      alarm: (alarm) => `${alarmTitle(alarm)} ${alarm.thingName ?? ""}`.trimEnd(),
    }),
    [t, name, alarmTitle],
  );
}
