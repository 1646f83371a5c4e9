// Where messages come in: our own broker, or a client at somebody else's.

export interface Edge {
  /** Begins to hear; resolves when it does, or when it will by itself as soon as the broker is there. */
  open(): Promise<void>;
  /** Opened and not closed: it hears, or comes back by itself. */
  readonly isOpen: boolean;
  /** Whether what devices publish now reaches us. */
  readonly isHearing: boolean;
  /** Our own broker's port; null where the broker is another's. */
  readonly port: number | null;
  /** The same with TLS; null without. */
  readonly tlsPort: number | null;
  close(): Promise<void>;
}
