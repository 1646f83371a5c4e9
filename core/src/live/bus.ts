// What the gateway sends to the hub after a commit: newest positions and values. Volatile; the hub coalesces them.

export interface LivePosition {
  no: number;
  regionCode: string;
  reachCode: string | null;
  lon: number;
  lat: number;
  heading: number;
  speedKmh: number;
  observedAtMs: number;
}

export interface LiveValue {
  datastream: number;
  regionCode: string;
  reachCode: string | null;
  value: number;
  observedAtMs: number;
}

export interface LiveBatch {
  positions: LivePosition[];
  values: LiveValue[];
}

/** In process when gateway and server are one, over the broker (QoS 0) when they are not. */
export interface LiveBus {
  publish(batch: LiveBatch): void;
  subscribe(listener: (batch: LiveBatch) => void): () => void;
}
