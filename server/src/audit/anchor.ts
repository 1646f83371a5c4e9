// The anchor: stores the heads of the chain outside the database, in a file on another mount, in syslog, or at a URL.
import { createSocket } from "node:dgram";
import { open } from "node:fs/promises";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import type { HeadLine } from "@minqing/core/audit/export-line";

export interface Anchor {
  readonly name: string;
  /** Throws when the write is known to have failed; syslog over UDP confirms nothing. */
  write(head: HeadLine): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const SYSLOG_PORT = 514;
/** [RFC 5424 6.2.1] facility 13 (log audit), severity 5 (notice). */
const SYSLOG_PRIORITY = 13 * 8 + 5;

/** The anchor of the setting `AUDIT_ANCHOR`; null where it is absent. */
export function anchorFrom(text: string | undefined): Anchor | null {
  if (text === undefined) return null;
  const url = /^\w+:\/\//.test(text) ? new URL(text) : null;
  switch (url?.protocol) {
    case undefined:
      return fileAnchor(text);
    case "file:":
      return fileAnchor(fileURLToPath(text));
    case "http:":
    case "https:":
      return { name: text, write: (head) => post(text, head) };
    case "syslog:":
      return { name: text, write: (head) => sendToSyslog(url as URL, head) };
    default:
      throw new Error(`expected AUDIT_ANCHOR as a path or as file, http, https or syslog URL, got ${text}`);
  }
}

const fileAnchor = (path: string): Anchor => ({
  name: path,
  write: async (head) => {
    const file = await open(path, "a", 0o640);
    try {
      await file.appendFile(`${JSON.stringify(head)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  },
});

/** Follows no redirect: the head goes to this address only. */
async function post(url: string, head: HeadLine): Promise<void> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(head), signal, redirect: "error" });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`expected a 2xx response from the anchor, got ${response.status}`);
}

/** [RFC 5424 6] header, no structured data, the line as the message. */
export const syslogText = (head: HeadLine): string =>
  `<${SYSLOG_PRIORITY}>1 ${head.at} ${hostname() || "-"} minqing ${process.pid} audit-head - ${JSON.stringify(head)}`;

async function sendToSyslog({ hostname: host, port }: URL, head: HeadLine): Promise<void> {
  const address = host.replace(/^\[|\]$/g, "");
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      const target = port === "" ? SYSLOG_PORT : Number(port);
      socket.send(syslogText(head), target, address, (fault) => (fault === null ? resolve() : reject(fault)));
    });
  } finally {
    socket.close();
  }
}
