// The entropy-coded segment of a JPEG: bits, highest first; a byte FF is followed by 00. [ITU-T T.81 F.1.2.3]

export class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  write(code: number, length: number): void {
    this.#pending = (this.#pending << length) | (code & ((1 << length) - 1));
    this.#count += length;
    while (this.#count >= 8) {
      const byte = (this.#pending >> (this.#count - 8)) & 0xff;
      this.#bytes.push(byte);
      if (byte === 0xff) this.#bytes.push(0);
      this.#count -= 8;
    }
    this.#pending &= (1 << this.#count) - 1;
  }

  /** Fills the last byte with ones. */
  finish(): Uint8Array {
    if (this.#count > 0) this.write(0x7f, 8 - this.#count);
    return Uint8Array.from(this.#bytes);
  }
}
