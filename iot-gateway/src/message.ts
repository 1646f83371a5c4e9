// One MQTT message on its way through the gateway.

export interface InboundMessage {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  receivedAtMs: number;
  /** The sender says that it may have sent this before. [MQTT-3.3.1-1] DUP */
  isRedelivery: boolean;
  /** Who published, where the broker is ours; null behind a broker that checked it. */
  username: string | null;
  /** Called once, and only after COMMIT: this is the PUBACK. */
  acknowledge(): void;
}
