/** What is added to everything that was rehearsed and not done; nothing to the rest. */
export function dryMark(isDry: boolean): { dry_run?: true } {
  return isDry ? { dry_run: true } : {};
}
