// The text of an action in the page's language; its code when it has no text.
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { actionName } from "./action-name.ts";

export function useActionText(): (action: string) => string {
  const t = useText();
  const name = useName();
  return (action) => {
    const found = actionName(action);
    if (found.by === "message") return t(found.key);
    if (found.by === "command") return t("admin.action.case", { command: t(found.key) });
    return found.by === "permission" ? name(found.nameZh, found.nameEn) : action;
  };
}
