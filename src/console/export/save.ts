/** Has the browser save something under a name. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it by the time anything else runs.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
