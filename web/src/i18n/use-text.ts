// `t("wall.feed.title", {…})`: one message in the page's language.
import { useCallback } from "react";
import { useIntl } from "react-intl";

export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Text = (id: string, values?: TextValues) => string;

export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => String(intl.formatMessage({ id }, values)), [intl]);
}
