// `t("state.loading")`, `t("age.minutes", { n: 3 })`: one message in the language of the page.
import { useCallback } from "react";
import { useIntl } from "react-intl";
import type { TextKey } from "./text-key.ts";

export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Text = (key: TextKey, values?: TextValues) => string;

export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => String(intl.formatMessage({ id }, values)), [intl]);
}

/** For a key that is built from data and may not exist: the message, or `fallback` where the page has none. */
export function useTextIf(): (key: string, fallback: string) => string {
  const intl = useIntl();
  return useCallback((id, fallback) => (id in intl.messages ? String(intl.formatMessage({ id })) : fallback), [intl]);
}
