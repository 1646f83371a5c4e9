// Shown for an unknown address of the console.

import { goTo } from "../../design/address.ts";
import { useText } from "../../i18n/use-text.ts";
import { EmptyList } from "../EmptyList.tsx";
import { DESK_PATH } from "../route.ts";

export function LostPage() {
  const t = useText();
  return (
    <main className="lost-page">
      <EmptyList text={t("console.noPage")} action={{ label: t("console.toDesk"), run: () => goTo(DESK_PATH) }} />
    </main>
  );
}
