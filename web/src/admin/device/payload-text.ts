// The beginning of a dead letter's payload as text, or as hexadecimal when it is not text. Pure.
const BYTES_A_LINE = 16;

const hex = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) =>
    [...bytes.slice(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join(" "),
  ).join("\n");

/** Control characters other than tab and line ends mean that the payload is not text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for control characters
const BINARY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/;

export function payloadText(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  // The head may end inside a character; an incomplete last character is left out.
  const text = new TextDecoder("utf-8").decode(bytes).replace(/\ufffd$/, "");
  return BINARY.test(text) ? hex(bytes) : text;
}
