// One unit in its list, and the heads of the columns.
import { isValidOn } from "@minqing/core/organisation/validity";
import { useName } from "../../i18n/named.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { type Text, useText, useTextIf } from "../../i18n/use-text.ts";
import { textIn, type UnitItem } from "./unit-form.ts";
import { type Tab, UNIT_KINDS } from "./unit-kinds.ts";
import type { UnitNames } from "./use-unit-names.ts";

export function UnitHeads({ tab }: { tab: Tab }) {
  const t = useText();
  return (
    <div className={`row column-heads ${tab}-columns`} aria-hidden="true">
      {UNIT_KINDS[tab].columns.map((column) => (
        <span key={column}>{t(`admin.unit.${column}`)}</span>
      ))}
    </div>
  );
}

export const isInForce = (item: UnitItem, today: string): boolean =>
  item["validFrom"] === undefined ||
  isValidOn({ validFrom: textIn(item, "validFrom"), validTo: textIn(item, "validTo") || null }, today);

function validityText(t: Text, item: UnitItem, today: string): string {
  const [from, to] = [textIn(item, "validFrom"), textIn(item, "validTo")];
  if (from > today) return t("admin.unit.from", { from });
  if (to === "") return t("admin.unit.inForce");
  return t(to > today ? "admin.unit.until" : "admin.unit.ended", { to });
}

interface Props {
  tab: Tab;
  item: UnitItem;
  names: UnitNames;
  today: string;
}

function useCell({ item, names, today }: Props) {
  const t = useText();
  const textIf = useTextIf();
  const name = useName();
  const none = t("admin.none");
  const CELLS: Record<string, (text: string) => string> = {
    name: () => name(textIn(item, "name"), textIn(item, "nameEn")),
    kind: (code) => names.departmentKind(code),
    departmentId: (id) => names.department(id),
    postId: (id) => names.post(id),
    personId: () => textIn(item, "personName"),
    regionCode: (code) => names.region(code),
    villageCode: (code) => names.region(code),
    managementParentCode: (code) => names.region(code),
    role: (role) => textIf(`role.${role}`, role),
    level: (level) => textIf(`level.${level}`, level),
    startsAt: (instant) => monthDayTime(Date.parse(instant)),
    endsAt: (instant) => monthDayTime(Date.parse(instant)),
  };
  return (column: string): string => {
    if (column === "validity") return validityText(t, item, today);
    if (column === "regionKind") {
      const kind = textIn(item, "kind");
      return textIf(`admin.unit.regionKind.${kind}`, kind);
    }
    const text = textIn(item, column);
    return text === "" ? none : (CELLS[column]?.(text) ?? text);
  };
}

const MONO: ReadonlySet<string> = new Set(["id", "username", "phone"]);

export function UnitRow(props: Props) {
  const { tab, item } = props;
  const cell = useCell(props);
  const depth = Number(textIn(item, "depth") || 0);
  return (
    <div className={`row-cells ${tab}-columns`}>
      {UNIT_KINDS[tab].columns.map((column, i) => {
        const text = cell(column);
        const isMono = MONO.has(column) && !(tab === "shifts" && column === "name");
        return (
          <span
            key={column}
            title={text}
            className={i === 0 ? "strong" : isMono ? "mono" : ""}
            style={i === 0 && depth > 0 ? { paddingLeft: depth * 18 } : undefined}
          >
            {text}
          </span>
        );
      })}
    </div>
  );
}
