// Made-up lives of cases: every step is one that the table allows.
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import { actEntry, CASE_ACT_NAMES, type CaseActName } from "@minqing/core/case/acts";
import type { CaseOpening } from "@minqing/core/case/case";
import { ClockName } from "@minqing/core/case/clock";
import { applyAct, type CaseAct, decide, moveFor, openedBy, openingAct } from "@minqing/core/case/decide";
import { isEnded } from "@minqing/core/case/stages";
import fc from "fast-check";

export const START = Date.UTC(2026, 8, 11, 8);

export const opening = (change: Partial<CaseOpening> = {}): CaseOpening => ({
  number: "0911-0001",
  kind: "event",
  category: "0506",
  categoryEdition: "e",
  title: "路面积水",
  description: null,
  priority: 2,
  source: "citizen",
  sourceId: null,
  regionCode: "441521",
  reachCode: null,
  position: [115, 22],
  address: null,
  secrecy: 0,
  synthetic: true,
  ...change,
});

export const actor = (roles: Actor["roles"], departmentId: string | null = null): Actor => ({
  username: roles.join("+"),
  displayName: "测试",
  roles,
  departmentId,
  scope: compileScope(["441500"]),
  address: null,
});

/** An input that the act's own schema accepts, made from the names of its fields. */
export function inputFor(name: CaseActName, version: number, at: Date, pick = 0): Record<string, unknown> {
  const values: Record<string, unknown> = {
    version,
    reason: "理由",
    departmentId: `d${pick % 3}`,
    secrecy: pick % 3,
    clock: ClockName.options[pick % ClockName.options.length],
    dueAt: new Date(at.getTime() + (pick + 1) * 60_000).toISOString(),
    level: (pick % 3) + 1,
    instruction: "立即处置",
    reportId: "00000000-0000-4000-8000-000000000009",
  };
  const shape = Object.keys(actEntry(name).input.shape).filter((field) => field in values);
  return actEntry(name).input.parse(Object.fromEntries(shape.map((field) => [field, values[field]]))) as Record<
    string,
    unknown
  >;
}

export interface Step {
  waitS: number;
  choice: number;
  pick: number;
}

export const steps = fc.array(
  fc.record({ waitS: fc.integer({ min: 0, max: 20_000 }), choice: fc.nat(997), pick: fc.nat(50) }),
  { minLength: 6, maxLength: 40 },
);

interface Life {
  id?: string;
  opening?: CaseOpening;
  /** The acts that there are. */
  names?: readonly CaseActName[];
}

/** The log of a case that took these steps; a step that nothing allows is left out. */
export function logOf(all: readonly Step[], life: Life = {}): CaseAct[] {
  const { id = "00000000-0000-4000-8000-000000000001", names = CASE_ACT_NAMES } = life;
  const first = openingAct(id, life.opening ?? opening(), actor(["acceptor"]), new Date(START));
  const acts = [first];
  let state = openedBy(first);
  let now = START;
  for (const { waitS, choice, pick } of all) {
    now += waitS * 1_000;
    const possible = names.filter((name) => moveFor(state.status, name) !== null);
    // Most steps go on, so that lives get long.
    const onward = possible.filter((name) => {
      const to = moveFor(state.status, name)?.to;
      return to !== undefined && !isEnded(to);
    });
    const offered = choice % 4 === 0 || onward.length === 0 ? possible : onward;
    const name = offered[Math.floor(choice / 4) % offered.length];
    if (name === undefined) continue;
    const move = moveFor(state.status, name);
    const who = actor([...(move?.by ?? [])]);
    const at = new Date(now);
    const decision = decide(state, { act: name, input: inputFor(name, state.version, at, pick) }, who, at);
    if (!decision.ok) throw new Error(`expected ${name} on ${state.status}, got ${decision.refusal}`);
    acts.push(decision.act);
    state = applyAct(state, decision.act);
  }
  return acts;
}

export const lives: fc.Arbitrary<CaseAct[]> = steps.map((all) => logOf(all));
