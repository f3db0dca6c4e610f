const ALPHANUMERIC = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
  ALPHANUMERIC[character.charCodeAt(0)] = 1;

/** True where an ASCII letter or digit stands at `index`; false past either end. */
export function isAlphanumericAt(text: string, index: number): boolean {
  return ALPHANUMERIC[text.charCodeAt(index)] === 1;
}
