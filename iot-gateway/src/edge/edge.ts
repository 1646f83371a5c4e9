// The interface of both edges: our own broker, or a client at an external broker.

export interface Edge {
  /** Starts receiving. Also resolves while the broker is unreachable: the edge then connects by itself later. */
  open(): Promise<void>;
  /** Opened and not closed: receives messages, or reconnects by itself. */
  readonly isOpen: boolean;
  /** Whether messages that devices publish now reach the gateway. */
  readonly isHearing: boolean;
  /** Port of our own broker; null with an external broker. */
  readonly port: number | null;
  /** TLS port of our own broker; null without TLS. */
  readonly tlsPort: number | null;
  close(): Promise<void>;
}
