// The desk: panes of events, unassigned cases, forces and map; below them the open command. The address follows the
// selection.
import { useEffect } from "react";
import { replaceQuery } from "../design/address.ts";
import { ActDock } from "./act/ActDock.tsx";
import { useAct } from "./act/act-store.ts";
import { NoticeLine } from "./act/NoticeLine.tsx";
import { useCase } from "./board.ts";
import { EventsPane } from "./case/EventsPane.tsx";
import { UnassignedPane } from "./case/UnassignedPane.tsx";
import { NewCasePane } from "./case-new/NewCasePane.tsx";
import { ForcesPane } from "./department/ForcesPane.tsx";
import { useDesk } from "./desk-store.ts";
import { LostBanner } from "./frame/LostBanner.tsx";
import { ReadOnlyNote } from "./frame/ReadOnlyNote.tsx";
import { useDeskKeys } from "./keys/use-desk-keys.ts";
import { MapPane } from "./map/MapPane.tsx";
import { writeDesk } from "./route.ts";
import { SearchDock } from "./search/SearchDock.tsx";

function useAddress(): void {
  const tab = useDesk((state) => state.tab);
  const filter = useDesk((state) => state.filter);
  const selection = useDesk((state) => state.selection);
  const caseId = selection?.kind === "case" ? selection.id : null;
  useEffect(() => replaceQuery(writeDesk({ tab, filter, caseId }, location.search)), [tab, filter, caseId]);
}

export function Desk() {
  useAddress();
  useDeskKeys();
  const actCaseId = useAct(({ open }) => open?.caseId ?? null);
  const actRow = useCase(actCaseId);
  const isFiling = useDesk((state) => state.newCaseOpen);
  const isSearching = useDesk((state) => state.searchOpen);
  return (
    <main className="desk">
      <LostBanner />
      <ReadOnlyNote />
      <div className="panes">
        <EventsPane />
        <MapPane />
        <UnassignedPane />
        {isFiling ? <NewCasePane /> : <ForcesPane />}
      </div>
      {isSearching ? <SearchDock /> : <ActDock row={actRow} />}
      <NoticeLine />
    </main>
  );
}
