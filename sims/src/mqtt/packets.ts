// The few MQTT 3.1.1 packets of a device that only publishes, by `mqtt-packet`. A whole MQTT.js client would cost more memory
// for 3,400 connections than the city itself.
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
  /** Sent before on this session. */
  dup?: boolean;
}

/** A clean session. */
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

/** QoS 1 always: the contract of the city. */
export const publishPacket = ({ topic, payload, messageId, retain = false, dup = false }: PublishOptions): Buffer =>
  mqttPacket.generate({ cmd: "publish", qos: 1, topic, payload, messageId, retain, dup });

export const PING_PACKET = mqttPacket.generate({ cmd: "pingreq" });
export const DISCONNECT_PACKET = mqttPacket.generate({ cmd: "disconnect" });

interface ReplyHandlers {
  /** 0: welcome. */
  onConnack(returnCode: number): void;
  onPuback(messageId: number): void;
  /** The bytes are not MQTT. */
  onFault(fault: Error): void;
}

/** Reads what a broker answers, however its bytes are cut. One per connection; other packets are passed over. */
export function replyReader({ onConnack, onPuback, onFault }: ReplyHandlers): (chunk: Buffer) => void {
  const parser = mqttPacket.parser({ protocolVersion: 4 });
  parser.on("packet", (packet) => {
    if (packet.cmd === "connack") onConnack(packet.returnCode ?? 0);
    if (packet.cmd === "puback") onPuback(packet.messageId ?? 0);
  });
  parser.on("error", onFault);
  return (chunk) => void parser.parse(chunk);
}
