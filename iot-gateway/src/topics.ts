// The MQTT topics of the contract. A device publishes below its own id only.

export type Channel = "observations" | "detections" | "status" | "command-ack";

export interface Address {
  channel: Channel;
  kind: "thing" | "camera";
  deviceId: string;
}

const THINGS = "city/v1/things/";
const CAMERAS = "city/v1/cameras/";

/** The gateway's subscriptions at an external broker. */
export const SUBSCRIPTIONS = [
  `${THINGS}+/observations`,
  `${THINGS}+/status`,
  `${THINGS}+/commands/+/ack`,
  `${CAMERAS}+/detections`,
  `${CAMERAS}+/status`,
] as const;

/** Null for a topic that is not in the contract. */
export function parseTopic(topic: string): Address | null {
  if (topic.startsWith(THINGS)) return parseBelow(topic, THINGS.length, "thing");
  if (topic.startsWith(CAMERAS)) return parseBelow(topic, CAMERAS.length, "camera");
  return null;
}

function parseBelow(topic: string, from: number, kind: Address["kind"]): Address | null {
  const slash = topic.indexOf("/", from);
  if (slash <= from) return null;
  const deviceId = topic.slice(from, slash);
  const rest = topic.slice(slash + 1);
  if (rest === "status") return { channel: "status", kind, deviceId };
  if (kind === "camera") return rest === "detections" ? { channel: "detections", kind, deviceId } : null;
  if (rest === "observations") return { channel: "observations", kind, deviceId };
  return /^commands\/[^/]+\/ack$/.test(rest) ? { channel: "command-ack", kind, deviceId } : null;
}

/** A device subscribes to its commands only. */
export const maySubscribe = (username: string, filter: string): boolean => filter === `${THINGS}${username}/commands`;
