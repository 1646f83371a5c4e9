// Chooses the reaches of rivers (河段) of an account: the chosen ones, and the others by river.
import { useLoaded } from "../../console/use-reference.ts";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";

interface Props {
  codes: readonly string[];
  onChange(codes: string[]): void;
}

export function ReachPicker({ codes, onChange }: Props) {
  const t = useText();
  const name = useName();
  const rivers = useLoaded("rivers").items ?? [];
  const names = new Map(rivers.flatMap(({ reaches }) => reaches.map((reach) => [reach.code, reach.name])));
  const left = rivers
    .map((river) => ({ ...river, reaches: river.reaches.filter(({ code }) => !codes.includes(code)) }))
    .filter(({ reaches }) => reaches.length > 0);
  return (
    <div className="reach-picker">
      {codes.length > 0 && (
        <div className="chips">
          {codes.map((code) => (
            <span key={code} className="chip">
              {names.get(code) ?? code}
              <button
                type="button"
                className="icon-button"
                aria-label={t("admin.reach.drop", { name: names.get(code) ?? code })}
                onClick={() => onChange(codes.filter((each) => each !== code))}
              >
                <Icon name="cross" size={14} />
              </button>
            </span>
          ))}
        </div>
      )}
      <Select
        id="account-reach"
        label={t("admin.reach.add")}
        value=""
        placeholder={t("admin.reach.add")}
        choices={left.map((river) => ({
          label: name(river.name, river.nameEn),
          choices: river.reaches.map((reach) => ({ id: reach.code, label: reach.name })),
        }))}
        onChange={(code) => onChange([...codes, code].sort())}
      />
    </div>
  );
}
