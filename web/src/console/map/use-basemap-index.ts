// The basemap's index, read once; a failed read is repeated by hand.
import { BasemapIndex } from "@minqing/core/city/basemap-index";
import { useEffect, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { getFile } from "../../api/request.ts";

export type Basemap =
  | { is: "reading"; url: string }
  | { is: "read"; url: string; index: BasemapIndex }
  | { is: "failed"; url: string; why: string; atMs: number };

export function useBasemapIndex(attempt: number): Basemap {
  const { city } = useSession();
  const url = `/basemap/${city.code}`;
  const [basemap, setBasemap] = useState<Basemap>({ is: "reading", url });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads the same file again
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Basemap) => isCurrent && setBasemap(next);
    getFile(`${url}/index.json`, BasemapIndex).then(
      (index) => show({ is: "read", url, index }),
      (error: unknown) =>
        show({ is: "failed", url, why: error instanceof Error ? error.message : String(error), atMs: Date.now() }),
    );
    return () => {
      isCurrent = false;
    };
  }, [url, attempt]);
  return basemap;
}
