// Scans the fixed headers in a device's bytes and closes the connection when one announces more than the limit, before
// the payload is read: aedes itself would buffer a payload of any size. [MQTT-3.1.1 §2.2]
import type { Socket } from "node:net";

/** Follows packets over chunk borders without storing bytes. */
export class FixedHeaderScanner {
  readonly #limit: number;
  /** Remaining payload bytes of the current packet. */
  #toSkip = 0;
  #length = 0;
  #shift = -1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Returns an announced length above the limit, or null. */
  scan(chunk: Uint8Array): number | null {
    let at = 0;
    while (at < chunk.length) {
      if (this.#toSkip > 0) {
        const step = Math.min(this.#toSkip, chunk.length - at);
        this.#toSkip -= step;
        at += step;
      } else if (this.#shift < 0) {
        // The first byte: type and flags.
        this.#shift = 0;
        this.#length = 0;
        at++;
      } else {
        const byte = chunk[at++] ?? 0;
        this.#length += (byte & 0x7f) * 2 ** this.#shift;
        this.#shift += 7;
        if (this.#length > this.#limit) return this.#length;
        if (byte < 0x80 || this.#shift > 21) {
          this.#toSkip = this.#length;
          this.#shift = -1;
        }
      }
    }
    return null;
  }
}

/** Wraps `socket.read` instead of putting a stream in between, which would also copy every PUBACK. */
export function guardHeaders(socket: Socket, limit: number, onTooLarge: (announced: number) => void): void {
  const scanner = new FixedHeaderScanner(limit);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array)) return chunk;
    const announced = scanner.scan(chunk);
    if (announced === null) return chunk;
    onTooLarge(announced);
    socket.destroy();
    return null;
  };
}
