/** One thing somebody said. */
export interface Turn {
  id: string;
  speaker: string;
  text: string;
  /** When; undefined where the data does not say. */
  at: Date | undefined;
}

export interface Question {
  kind: string;
  question: string;
  /** Ids of the turns that answer it; [] where nothing that was said does. */
  evidence: readonly string[];
}

/** A long conversation and what is asked about it afterwards. */
export interface Conversation {
  id: string;
  turns: readonly Turn[];
  questions: readonly Question[];
}

/** What was read, and what had to be left out of it. */
export interface RecallSet {
  conversations: readonly Conversation[];
  /** Evidence that names no turn there is; questions that lost all of theirs are left out. */
  unknownEvidence: number;
}

/** Holds a conversation while it is read; whoever fills it says where something was wrong. */
export interface Draft {
  id: string;
  turns: Turn[];
  questions: { question: Omit<Question, 'evidence'>; evidence: string[]; where: string }[];
}

/** The conversation, where every piece of evidence is one of its turns and no turn's id is there twice. */
export function finishDraft({ id, turns, questions }: Draft): Conversation {
  const ids = new Set(turns.map((turn) => turn.id));
  if (ids.size < turns.length) throw new Error(`conversation ${id}: an id of a turn is there twice`);
  return {
    id,
    turns,
    questions: questions.map(({ question, evidence, where }) => {
      const unknown = evidence.find((one) => !ids.has(one));
      if (unknown !== undefined) {
        throw new Error(`${where}: evidence ${JSON.stringify(unknown)} is no turn of conversation ${id}`);
      }
      return { ...question, evidence };
    }),
  };
}
