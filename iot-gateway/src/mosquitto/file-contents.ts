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

/**
 * Mosquitto's listeners: on the devices' one the client id is the username, so that no device can take over the session of
 * another or of the gateway; gateway and servers have one of their own that devices cannot reach.
 * [mosquitto.conf(5) use_username_as_clientid]
 */
export const configuration = (
  folder: string,
): string => `# Written by: npm run gateway -- mosquitto-files DIR, once; it is yours to change.
# Include it from mosquitto.conf, or copy it into conf.d.
allow_anonymous false
password_file ${folder}/passwords
acl_file ${folder}/acl
persistence true
autosave_interval 5
# Mosquitto's own default of 1000 silently drops further messages while the gateway is down.
max_queued_messages 1000000
max_inflight_messages 1000
message_size_limit 1048576

# Devices.
listener 8883
use_username_as_clientid true
cafile /etc/mosquitto/ca.pem
certfile /etc/mosquitto/server.pem
keyfile /etc/mosquitto/server.key

# Gateway and servers (MQTT_URL=mqtt://127.0.0.1:1884). On several machines: an address that devices cannot reach, with TLS.
listener 1884 127.0.0.1
`;
