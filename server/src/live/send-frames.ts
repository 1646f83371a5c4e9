// Sends one round of live frames, four times a second: the changes, encoded once per distinct place. A slow client is skipped
// and gets a full frame later, so that it loses frames but no state, and costs no memory.
import type { FrameLayer } from "@minqing/core/live/frame";
import type { Metrics } from "../health/metrics.ts";
import type { Client, LiveServer } from "./client.ts";
import { changedFrame, type LayerChanges, type LiveLayers } from "./live-layers.ts";
import type { PlaceGroup } from "./scope-groups.ts";

const LAYERS = ["positions", "values"] as const;

export interface FrameRound {
  io: LiveServer;
  places: readonly PlaceGroup[];
  liveLayers: LiveLayers;
  metrics: Metrics;
  atMs: number;
}

export function sendFrames(round: FrameRound): void {
  const changes = round.liveLayers.takeChanged();
  // Decided before anything of this round is queued: the first frame would make every client appear slow.
  const slow = new Set<Client>();
  for (const layer of LAYERS)
    for (const place of round.places) for (const client of place.watching(layer)) if (client.isSlow) slow.add(client);
  for (const place of round.places) for (const layer of LAYERS) sendLayer(round, place, layer, changes, slow);
}

function sendLayer(
  round: FrameRound,
  place: PlaceGroup,
  layer: FrameLayer,
  changes: LayerChanges,
  slow: ReadonlySet<Client>,
): void {
  const watching = place.watching(layer);
  if (watching.length === 0) return;
  const behind = watching.filter((client) => client.behind.has(layer) && !slow.has(client));
  const upToDate = watching.filter((client) => !client.behind.has(layer) && !slow.has(client));
  const frame = changedFrame(changes, layer, place.scope, round.atMs);
  if (frame !== null) {
    round.metrics.framesEncoded.inc({ layer, extent: "changed" });
    emit(round, layer, upToDate, frame);
    for (const client of watching) if (slow.has(client)) skip(round, layer, client);
  }
  if (behind.length > 0) {
    round.metrics.framesEncoded.inc({ layer, extent: "full" });
    emit(round, layer, behind, round.liveLayers.fullFrame(layer, place.scope, round.atMs));
    for (const client of behind) client.behind.delete(layer);
  }
}

/** One broadcast: socket.io encodes the packet once and writes the same bytes to every socket. */
function emit({ io, metrics }: FrameRound, layer: FrameLayer, clients: readonly Client[], frame: Uint8Array): void {
  if (clients.length === 0) return;
  io.to(clients.map((client) => client.socket.id)).emit("frame", frame);
  metrics.framesSent.inc({ layer }, clients.length);
}

function skip({ metrics }: FrameRound, layer: FrameLayer, client: Client): void {
  client.behind.add(layer);
  metrics.framesSkipped.inc({ layer });
}
