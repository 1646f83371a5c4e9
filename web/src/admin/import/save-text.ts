// Saves a text as a file through the browser.

export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click, so it is released later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
