// The console's pages under one frame, with one live connection.
import { useEffect } from "react";
import { openLive } from "../live/open-live.ts";
import { Desk } from "./Desk.tsx";
import { CaseDetailPage } from "./detail/CaseDetailPage.tsx";
import { LostPage } from "./frame/LostPage.tsx";
import { TopBar } from "./frame/TopBar.tsx";
import { UrgentAnnouncer } from "./frame/UrgentAnnouncer.tsx";
import { ActKeysHelp } from "./keys/ActKeysHelp.tsx";
import { useRoute } from "./use-route.ts";

export function Console() {
  useEffect(() => {
    const live = openLive([]);
    return () => live.close();
  }, []);
  const route = useRoute();
  return (
    <div className="console">
      <TopBar page={route?.page ?? "desk"} />
      {route === null && <LostPage />}
      {route?.page === "desk" && <Desk />}
      {route?.page === "case" && <CaseDetailPage key={route.id} id={route.id} />}
      <ActKeysHelp />
      <UrgentAnnouncer />
    </div>
  );
}
