// The people in charge now: the leader on duty (值班领导) and the shift supervisor (值班长). Empty without a roster.
import { mayDo } from "@minqing/core/access/permissions";
import type { DutyPerson } from "@minqing/core/organisation/duty";
import { useSession } from "../../access/SessionGate.tsx";
import { readCommandDuty } from "../../api/duty.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePoll } from "../data/use-poll.ts";

const EVERY_MS = 30_000;
const SHOWN = ["leader", "supervisor"] as const;

function Names({ people }: { people: readonly DutyPerson[] }) {
  const t = useText();
  const [first] = people;
  if (first === undefined) return <span className="muted">{t("wall.duty.nobody")}</span>;
  const others = people.length - 1;
  return (
    <strong>
      {first.personName}
      {others > 0 && ` +${others}`}
    </strong>
  );
}

export function DutyOnWall() {
  const t = useText();
  const { roles } = useSession();
  const { data } = usePoll(mayDo(roles, "duty.read") ? "duty" : null, readCommandDuty, EVERY_MS);
  if (data === null || data.now.length + data.next.length === 0) return null;
  return (
    <ul className="on-duty" aria-label={t("wall.duty.label")}>
      {SHOWN.map((role) => (
        <li key={role} data-duty={role}>
          <span className="muted">{t(`wall.duty.${role}`)}</span>{" "}
          <Names people={data.now.filter((person) => person.role === role)} />
        </li>
      ))}
    </ul>
  );
}
