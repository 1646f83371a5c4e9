// The few MQTT 3.1.1 packets that a publishing device needs, made by `mqtt-packet`. For 3,400 connections full MQTT.js clients
// would need more memory than the rest of the simulators.
import mqttPacket from "mqtt-packet";

interface ConnectOptions {
  clientId: string;
  username?: string | undefined;
  password?: string | undefined;
  keepAliveS: number;
  /** Retained, QoS 1. */
  will?: { topic: string; payload: string } | undefined;
}

interface PublishOptions {
  topic: string;
  payload: string;
  /** 1 to 65,535. */
  messageId: number;
  retain?: boolean;
  /** Sent before in this session. */
  dup?: boolean;
}

/** With a clean session. */
export const connectPacket = ({ clientId, username, password, keepAliveS, will }: ConnectOptions): Buffer =>
  mqttPacket.generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId,
    keepalive: keepAliveS,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: Buffer.from(password) }),
    ...(will === undefined ? {} : { will: { ...will, qos: 1, retain: true } }),
  });

/** Always QoS 1, as the contract demands. */
export const publishPacket = ({ topic, payload, messageId, retain = false, dup = false }: PublishOptions): Buffer =>
  mqttPacket.generate({ cmd: "publish", qos: 1, topic, payload, messageId, retain, dup });

export const PING_PACKET = mqttPacket.generate({ cmd: "pingreq" });
export const DISCONNECT_PACKET = mqttPacket.generate({ cmd: "disconnect" });

interface ReplyHandlers {
  /** 0: accepted. */
  onConnack(returnCode: number): void;
  onPuback(messageId: number): void;
  /** The bytes are not MQTT. */
  onFault(fault: Error): void;
}

/** Parses the broker's replies from chunks of any size; ignores other packets. One per connection. */
export function replyReader({ onConnack, onPuback, onFault }: ReplyHandlers): (chunk: Buffer) => void {
  const parser = mqttPacket.parser({ protocolVersion: 4 });
  parser.on("packet", (packet) => {
    if (packet.cmd === "connack") onConnack(packet.returnCode ?? 0);
    if (packet.cmd === "puback") onPuback(packet.messageId ?? 0);
  });
  parser.on("error", onFault);
  return (chunk) => void parser.parse(chunk);
}
