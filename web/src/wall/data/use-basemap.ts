// The basemap's index, loaded once for all maps of the page.

import { BasemapIndex } from "@minqing/core/city/basemap-index";
import { useSession } from "../../access/SessionGate.tsx";
import { getFile } from "../../api/request.ts";
import { type Polled, usePoll } from "./use-poll.ts";

const DAY_MS = 24 * 3600_000;
const loading = new Map<string, Promise<BasemapIndex>>();

async function load(url: string): Promise<BasemapIndex> {
  const known = loading.get(url) ?? getFile(`${url}/index.json`, BasemapIndex);
  loading.set(url, known);
  try {
    return await known;
  } catch (error) {
    loading.delete(url);
    throw error;
  }
}

export function useBasemap(): Polled<BasemapIndex> & { url: string } {
  const { city } = useSession();
  const url = `/basemap/${city.code}`;
  const polled = usePoll(url, () => load(url), DAY_MS);
  return { ...polled, url };
}
