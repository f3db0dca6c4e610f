/** A message or a conversation of another set. */
export interface Imported {
  /** As the set calls it, or its place. */
  id: string;
  /** What the person says, turn by turn. */
  says: string[];
  /** Of the first message; undefined where the set has none. */
  label: string | undefined;
  /** The tools that the set wants called, by its own names. */
  tools: string[];
}
