// The text of Mosquitto's password file and ACL file. Pure.
import { LIVE_TOPIC } from "@minqing/core/live/bus-codec";

export interface MosquittoCredential {
  username: string;
  passwordHash: string;
}

export const passwordFile = (credentials: readonly MosquittoCredential[]): string =>
  credentials.map(({ username, passwordHash }) => `${username}:${passwordHash}\n`).join("");

/** `%u` is the username: a device writes and reads below its own id only. [mosquitto.conf(5) acl_file] */
export const aclFile = (gatewayUsername: string): string => `# Written by: npm run gateway -- mosquitto-files DIR
# The gateway reads what devices say, sends commands, and feeds the servers' live screens.
user ${gatewayUsername}
topic read city/v1/#
topic write city/v1/things/+/commands
topic readwrite ${LIVE_TOPIC}

# Every device, below its own id.
pattern write city/v1/things/%u/observations
pattern write city/v1/things/%u/status
pattern write city/v1/things/%u/commands/+/ack
pattern read city/v1/things/%u/commands
pattern write city/v1/cameras/%u/detections
pattern write city/v1/cameras/%u/status
`;
