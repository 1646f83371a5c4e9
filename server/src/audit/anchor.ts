// Where the heads of the chain are written outside of the database: a file on another mount, syslog, or a URL.
import { createSocket } from "node:dgram";
import { open } from "node:fs/promises";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import type { HeadLine } from "@minqing/core/audit/export-line";

export interface Anchor {
  readonly name: string;
  /** Throws when the head did not get there, as far as that can be known: syslog over UDP answers nothing. */
  write(head: HeadLine): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const SYSLOG_PORT = 514;
/** [RFC 5424 6.2.1] facility 13 (log audit), severity 5 (notice). */
const SYSLOG_PRIORITY = 13 * 8 + 5;

/** `AUDIT_ANCHOR` as text; null where it names nothing. */
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

/** To this address and no other: whoever answers there cannot send the head elsewhere. */
async function post(url: string, head: HeadLine): Promise<void> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(head), signal, redirect: "error" });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`expected a 2xx answer of the anchor, got ${answer.status}`);
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
