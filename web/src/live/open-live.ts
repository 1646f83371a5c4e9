// Opens the page's live connection to its server.
import type { ResumeRequest } from "@minqing/core/live/protocol";
import { io } from "socket.io-client";
import { z } from "zod";
import { getBytes, getJson } from "../api/request.ts";
import { announceSessionChange, meansSessionChanged } from "../api/session-watch.ts";
import { exposeBoard } from "./diagnostics.ts";
import { LiveClient, type LiveSocket } from "./live-client.ts";
import { liveStore } from "./live-store.ts";

/** Opens the socket; announces a changed session when the server closes or rejects it for that reason. */
function openSocket(): LiveSocket {
  const socket: LiveSocket = io({ transports: ["websocket"], autoConnect: false, reconnectionDelayMax: 5000 });
  // The server closes the socket when roles, scope or session have changed.
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") announceSessionChange();
  });
  return socket.on("connect_error", ({ message }) => {
    if (meansSessionChanged(message)) announceSessionChange();
  });
}

/** The caller closes the client. */
export function openLive(layers: ResumeRequest["layers"]): LiveClient {
  const client = new LiveClient({
    layers,
    store: liveStore,
    onScopeChange: () => location.reload(),
    sources: {
      snapshot: () => getJson("/api/snapshot", z.unknown()),
      changes: (after, scopeKey) => getJson("/api/changes", z.unknown(), { after, scopeKey }),
      frame: (layer) => getBytes(`/api/live/${layer}`),
      socket: openSocket,
    },
  });
  exposeBoard(liveStore);
  client.start();
  return client;
}
