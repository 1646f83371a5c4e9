// The values of the masking policy beside its table: identity numbers, departments, duration and number of reveals.
import { type MaskingPolicy, MaskingPolicyChange, REVEAL_BOUNDS } from "@minqing/core/privacy/masking-policy";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { Line } from "../account/Line.tsx";
import { MASKING_ROLES, toggleOwnOnly } from "./masking-form.ts";

interface Props {
  policy: MaskingPolicy;
  isLocked: boolean;
  onChange(policy: MaskingPolicy): void;
}

const SHOWS = ["area-and-end", "ends"] as const;
export const isGoodPolicy = (policy: MaskingPolicy): boolean => MaskingPolicyChange.safeParse(policy).success;

function Amount({ name, policy, isLocked, onChange }: Props & { name: keyof typeof REVEAL_BOUNDS }) {
  const t = useText();
  const [min, max] = REVEAL_BOUNDS[name];
  const value = policy.reveal[name];
  const isWrong = !(Number.isInteger(value) && value >= min && value <= max);
  return (
    <Line
      label={t(`admin.privacy.${name}`)}
      htmlFor={`masking-${name}`}
      issue={isWrong ? t("admin.privacy.wrong", { min, max }) : null}
    >
      <span className="amount">
        <input
          id={`masking-${name}`}
          type="number"
          min={min}
          max={max}
          disabled={isLocked}
          value={Number.isNaN(value) ? "" : value}
          onChange={({ target }) => onChange({ ...policy, reveal: { ...policy.reveal, [name]: target.valueAsNumber } })}
        />
      </span>
    </Line>
  );
}

export function MaskingRest(props: Props) {
  const t = useText();
  const { policy, isLocked, onChange } = props;
  return (
    <div className="masking-rest">
      <Line label={t("admin.privacy.identityShows")} htmlFor="masking-identity">
        <Select
          id="masking-identity"
          label={t("admin.privacy.identityShows")}
          value={policy.identityShows}
          choices={SHOWS.map((each) => ({ id: each, label: t(`admin.privacy.identity.${each}`) }))}
          isDisabled={isLocked}
          onChange={(id) =>
            onChange({ ...policy, identityShows: SHOWS.find((each) => each === id) ?? policy.identityShows })
          }
        />
      </Line>
      <Amount name="shownSeconds" {...props} />
      <Amount name="mostPerHour" {...props} />
      <Line label={t("admin.privacy.ownDepartmentOnly")}>
        <div className="ticks">
          {MASKING_ROLES.map((role) => (
            <label key={role} className="tick">
              <input
                type="checkbox"
                checked={policy.ownDepartmentOnly.includes(role)}
                disabled={isLocked}
                onChange={() => onChange(toggleOwnOnly(policy, role))}
              />
              {t(`role.${role}`)}
            </label>
          ))}
        </div>
      </Line>
    </div>
  );
}
