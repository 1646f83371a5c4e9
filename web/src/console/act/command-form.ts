// The form of each command, by core's table of acts: what it asks for, and the key that starts it.
import { actEntry, CaseCommand, type CaseCommandType, COMMAND_TYPES } from "@minqing/core/case/acts";
import { moveFor } from "@minqing/core/case/decide";
import { stageOf } from "@minqing/core/case/stages";
import { CASE_STATUSES, type CaseStatus } from "@minqing/core/case/status";
import { type KeyAct, keyActOf } from "../keys/key-map.ts";

/** What the dock can ask for, in its order. */
export const FIELDS = ["departmentId", "reason", "level", "instruction", "dueAt", "note"] as const;
export type FieldName = (typeof FIELDS)[number];

/** The fields that a command takes. */
export function fieldsOf(type: CaseCommandType): FieldName[] {
  const { shape } = actEntry(type).input;
  return FIELDS.filter((field) => field in shape);
}

const isRequired = (type: CaseCommandType, field: FieldName): boolean =>
  actEntry(type).input.shape[field]?.safeParse(undefined).success === false;

/** Whether the command takes the case on in its life: not back, not out of it, and not beside it. */
export function goesOn(status: CaseStatus, type: CaseCommandType): boolean {
  const to = moveFor(status, type)?.to;
  if (to === undefined || stageOf(to).public === null) return false;
  return CASE_STATUSES.indexOf(to) > CASE_STATUSES.indexOf(status);
}

export const keyOf = (type: CaseCommandType): KeyAct | null => keyActOf(actEntry(type).key);

export const inButtonOrder = (commands: readonly CaseCommandType[]): CaseCommandType[] =>
  COMMAND_TYPES.filter((type) => commands.includes(type));

export const commandOfKey = (act: KeyAct): CaseCommandType | null =>
  COMMAND_TYPES.find((type) => keyOf(type) === act) ?? null;

/** The input so far; a field is absent or empty while nothing is entered. */
export interface ActDraft {
  type: CaseCommandType;
  values: Readonly<Partial<Record<FieldName, string | number>>>;
}

const entered = ({ values }: ActDraft, field: FieldName): string | number | undefined => {
  const value = values[field];
  const trimmed = typeof value === "string" ? value.trim() : value;
  return trimmed === "" ? undefined : trimmed;
};

/** Whether the command depends on the version that the person has seen. */
export const readsVersion = (type: CaseCommandType): boolean => "version" in actEntry(type).input.shape;

/**
 * The first required field that is still missing; null when the draft can be sent. A case is closed under an active alarm
 * with a reason only.
 */
export const gapOf = (draft: ActDraft, isAlarmActive = false): FieldName | null =>
  fieldsOf(draft.type).find(
    (field) =>
      (isRequired(draft.type, field) || (isAlarmActive && field === "reason")) && entered(draft, field) === undefined,
  ) ?? null;

/** The command for a complete draft, for the version that the person has seen; null for an incomplete one. */
export function commandFrom(draft: ActDraft, version: number): CaseCommand | null {
  if (gapOf(draft) !== null) return null;
  const { type } = draft;
  const fields = fieldsOf(type).flatMap((field) => {
    const value = entered(draft, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  const read = readsVersion(type) ? { version } : {};
  return CaseCommand.safeParse({ type, ...read, ...Object.fromEntries(fields) }).data ?? null;
}
