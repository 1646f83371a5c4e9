// Telephone numbers as screens may show them: enough to know one's own, too little to call.

const HEAD = 3;
const TAIL = 4;

/** "138****1234"; of a number too short to hide anything in, nothing is shown. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text === "") return "";
  return text.length < HEAD + TAIL + 1 ? "****" : `${text.slice(0, HEAD)}****${text.slice(-TAIL)}`;
}
