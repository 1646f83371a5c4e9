// The open command (which command, which case, its draft), and the result of the last one.

import type { CaseCommandType } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { create } from "zustand";
import type { TextKey } from "../../i18n/text-key.ts";
import type { TextValues } from "../../i18n/use-text.ts";
import type { Advice } from "./advice.ts";
import { type ActDraft, commandFrom, readsVersion } from "./command-form.ts";
import { newKey } from "./new-key.ts";
import { sendCommand } from "./send-command.ts";

export interface OpenAct {
  caseId: string;
  caseNumber: string;
  /** The version that the person has seen; the command applies to it. */
  seenVersion: number;
  draft: ActDraft;
  /** Enter was pressed once, for a command that needs two presses. */
  armed: boolean;
  sending: boolean;
  failure: Advice | null;
  /** Idempotency key: the same for the same request, also when it is sent again. */
  key: string;
}

export interface Notice {
  tone: "done" | "failed";
  /** The message; for a failure also `advice`, what to do about it. */
  text: TextKey;
  advice?: TextKey;
  values: TextValues;
}

interface ActStore {
  open: OpenAct | null;
  notice: Notice | null;
}

export const useAct = create<ActStore>(() => ({ open: null, notice: null }));

export const showNotice = (notice: Notice | null): void => useAct.setState({ notice });

export const showFailure = (advice: Advice, number: string): void =>
  showNotice({
    tone: "failed",
    text: `console.problem.${advice.code}`,
    advice: `console.problem.${advice.code}.do`,
    values: { number },
  });

const emptyDraft = (type: CaseCommandType): ActDraft => ({ type, values: {} });

export function openAct(row: CaseView, type: CaseCommandType): void {
  useAct.setState({
    notice: null,
    open: {
      caseId: row.id,
      caseNumber: row.number,
      seenVersion: row.version,
      draft: emptyDraft(type),
      armed: false,
      sending: false,
      failure: null,
      key: newKey(),
    },
  });
}

/** The case has moved since the person saw it, and the command depends on that. */
export const isOutdated = ({ draft, seenVersion }: OpenAct, row: Pick<CaseView, "version">): boolean =>
  readsVersion(draft.type) && row.version !== seenVersion;

export const closeAct = (): void => useAct.setState({ open: null });

const change = (patch: Partial<OpenAct>): void =>
  useAct.setState(({ open }) => (open === null ? {} : { open: { ...open, ...patch } }));

/** A changed draft is another request, so it gets a new key. */
export const changeDraft = (values: ActDraft["values"]): void =>
  useAct.setState(({ open }) =>
    open === null || open.sending
      ? {}
      : {
          open: {
            ...open,
            draft: { ...open.draft, values: { ...open.draft.values, ...values } },
            armed: false,
            failure: null,
            key: newKey(),
          },
        },
  );

export const armAct = (): void => change({ armed: true });

/** Marks this version of the case as seen. */
export const seeVersion = (version: number): void =>
  change({ seenVersion: version, armed: false, failure: null, key: newKey() });

/** Sends the open command and closes it on success. */
export async function executeAct(): Promise<void> {
  const { open } = useAct.getState();
  const command = open === null ? null : commandFrom(open.draft, open.seenVersion);
  if (open === null || command === null || open.sending) return;
  change({ sending: true, failure: null });
  const outcome = await sendCommand(open.caseId, command, open.key);
  if (outcome.ok) {
    useAct.setState({ open: null });
    showNotice({ tone: "done", text: `command.${command.type}.done`, values: { number: outcome.row.number } });
    return;
  }
  change({ sending: false, armed: false, failure: outcome.advice });
}

const running = new Map<string, Promise<unknown>>();

/** The command without a form that is still running for this case; null without one. */
export const runningAct = (caseId: string): Promise<unknown> | null => running.get(caseId) ?? null;

/** Sends a command that needs no form. */
export async function runAct(row: CaseView, type: CaseCommandType): Promise<void> {
  const command = commandFrom(emptyDraft(type), row.version);
  if (command === null) return;
  const sent = sendCommand(row.id, command, newKey());
  running.set(row.id, sent);
  const outcome = await sent;
  running.delete(row.id);
  if (outcome.ok) showNotice({ tone: "done", text: `command.${type}.done`, values: { number: row.number } });
  else showFailure(outcome.advice, row.number);
}
