/** At most `max` UTF-16 units, never cut through a character, and at a word's end where one is near. */
export function clip(text: string, max: number): string {
  const clean = text.trim();
  if (clean.length <= max) return clean;
  const cut = clean.slice(0, max);
  const whole = /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
  const space = whole.lastIndexOf(' ');
  return (space > max * 0.8 ? whole.slice(0, space) : whole).trim();
}
