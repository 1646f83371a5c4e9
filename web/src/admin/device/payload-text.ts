// The beginning of a message that could not be used, as a person can read it: text where it is text, else hexadecimal. Pure.
const BYTES_A_LINE = 16;

const hex = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) =>
    [...bytes.slice(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join(" "),
  ).join("\n");

/** Control characters other than tab and line ends are no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const BINARY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/;

export function payloadText(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  // The head may end inside a character: that one is left out.
  const text = new TextDecoder("utf-8").decode(bytes).replace(/\ufffd$/, "");
  return BINARY.test(text) ? hex(bytes) : text;
}
