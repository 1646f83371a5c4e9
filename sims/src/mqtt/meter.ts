// What all links together have done: the ledger of the sending side.

export interface Meter {
  /** Links that are signed in now. */
  online: number;
  /** Messages handed to a socket, repetitions not counted. */
  sent: number;
  /** Messages the broker has acknowledged. */
  acknowledged: number;
  /** Messages a device had to forget because its memory was full while the broker was away. */
  forgotten: number;
  /** Sign-ins the broker refused. */
  refused: number;
  /** Connections that ended without our wish. */
  lost: number;
}

export const newMeter = (): Meter => ({ online: 0, sent: 0, acknowledged: 0, forgotten: 0, refused: 0, lost: 0 });
