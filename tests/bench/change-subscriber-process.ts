// A screen without a screen: signs in, takes the snapshot, follows the change log, and notes how old each entry is when it
// arrives. Arguments: server, token. Ends when stdin closes and prints what it saw.
import { BoardSnapshot } from "@minqing/core/change/board";
import { ChangeMessage } from "@minqing/core/change/entry";
import type { ClientToServer, ResumeReply, ServerToClient } from "@minqing/core/live/protocol";
import { io, type Socket } from "socket.io-client";
import type { SubscriberReport } from "./change-subscriber.ts";
import { percentile } from "./statistics.ts";

const [url = "", token = ""] = process.argv.slice(2);
const answer = await fetch(`${url}/api/snapshot`, { headers: { authorization: `Bearer ${token}` } });
if (!answer.ok) throw new Error(`subscriber: expected a snapshot, got HTTP ${answer.status}`);
const snapshot = BoardSnapshot.parse(await answer.json());
let cursor = snapshot.cursor;
const agesMs: number[] = [];
let items = 0;

const socket: Socket<ServerToClient, ClientToServer> = io(url, { transports: ["websocket"], auth: { token } });
socket.on("changes", (raw) => {
  const now = Date.now();
  const message = ChangeMessage.parse(raw);
  if (message.from !== cursor) throw new Error(`subscriber: expected a message from ${cursor}, got ${message.from}`);
  cursor = message.to;
  items += message.items.length;
  for (const { at } of message.items) agesMs.push(now - Date.parse(at));
});
socket.on("connect", () => {
  socket.emit("resume", { after: cursor, scopeKey: snapshot.scopeKey, layers: [] }, (reply: ResumeReply) => {
    if (!reply.ok) throw new Error(`subscriber: expected to resume, got ${reply.problem.type}`);
    process.stdout.write("following\n");
  });
});

process.stdin.resume().once("end", () => {
  const report: SubscriberReport = {
    items,
    medianMs: items === 0 ? 0 : percentile(agesMs, 0.5),
    p99Ms: items === 0 ? 0 : percentile(agesMs, 0.99),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
});
