// Counters over all links: the ledger of the sending side.

export interface LinkCounters {
  /** Links that are signed in now. */
  online: number;
  /** Messages written to a socket, without repetitions. */
  sent: number;
  /** Messages that the broker has acknowledged. */
  acknowledged: number;
  /** Messages dropped because a device's queue was full while the broker was down. */
  dropped: number;
  /** Sign-ins that the broker refused. */
  refused: number;
  /** Connections that broke, not closed by us. */
  lost: number;
}

export const newLinkCounters = (): LinkCounters => ({
  online: 0,
  sent: 0,
  acknowledged: 0,
  dropped: 0,
  refused: 0,
  lost: 0,
});
