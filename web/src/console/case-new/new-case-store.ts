// The report that is being written (接报). It stays when the pane closes, so Esc loses nothing; filing clears it.
import type { Priority } from "@minqing/core/alarm/priority";
import type { PersonSource } from "@minqing/core/report/sources";
import { create } from "zustand";
import type { Advice } from "../act/advice.ts";
import { newKey } from "../act/new-key.ts";
import { type ContactForm, NO_CONTACT } from "./report-contact.ts";

export interface NewCase {
  category: string | null;
  title: string;
  description: string;
  address: string;
  position: readonly [number, number] | null;
  /** Null for the category's default. */
  priority: Priority | null;
  /** Where it comes from, if the own role may choose that. */
  source: PersonSource;
  contact: ContactForm;
}

interface NewCaseStore extends NewCase {
  sending: boolean;
  failure: Advice | null;
  key: string;
}

const empty = (): NewCaseStore => ({
  category: null,
  title: "",
  description: "",
  address: "",
  position: null,
  priority: null,
  source: "citizen",
  contact: NO_CONTACT,
  sending: false,
  failure: null,
  key: newKey(),
});

export const useNewCase = create<NewCaseStore>(empty);

/** A changed report is another request, so it gets a new key. */
export const changeNewCase = (change: Partial<NewCase>): void =>
  useNewCase.setState({ ...change, failure: null, key: newKey() });

export const clearNewCase = (): void => useNewCase.setState(empty());
