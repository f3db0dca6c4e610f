/** Lists of facts are short and plain JSON; they are never changed in place. */
export interface Keyed {
  readonly id: string;
}

export function find<Fact extends Keyed>(facts: readonly Fact[], id: string | undefined): Fact | undefined {
  for (const fact of facts) if (fact.id === id) return fact;
  return undefined;
}

/** The list with `next` in the place of the fact of that id, or at its end; the oldest goes where there are too many. */
export function put<Fact extends Keyed>(facts: readonly Fact[], next: Fact, most: number): Fact[] {
  const place = facts.findIndex(({ id }) => id === next.id);
  if (place >= 0) return facts.with(place, next);
  return [...(facts.length >= most ? facts.slice(facts.length - most + 1) : facts), next];
}

export function without<Fact extends Keyed>(facts: readonly Fact[], id: string): Fact[] {
  return facts.filter((fact) => fact.id !== id);
}
