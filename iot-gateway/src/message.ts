// One MQTT message in the gateway.

export interface InboundMessage {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  receivedAtMs: number;
  /** The DUP flag: the sender may have sent this message before. [MQTT-3.3.1-1] */
  isRedelivery: boolean;
  /** The publisher at our own broker; null behind an external broker, which has checked it. */
  username: string | null;
  /** Sends the PUBACK. Called once, only after COMMIT. */
  acknowledge(): void;
}
