/** Hands a file to the person. The bytes go from memory to disk; nothing is sent anywhere. */

/** Downloads bytes under a file name. */
export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Downloads text as UTF-8; CSV gets the mark without which Excel reads it as Windows-1252. */
export function downloadText(text: string, name: string, type = 'text/csv'): void {
  const mark = type === 'text/csv' ? '\ufeff' : '';
  downloadBlob(new Blob([mark, text], { type: `${type};charset=utf-8` }), name);
}
