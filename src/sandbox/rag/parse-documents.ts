export interface Section {
  heading: string;
  /** One paragraph; passages are quoted from it character for character. */
  text: string;
}

export interface KnowledgeDocument {
  id: string;
  title: string;
  sections: Section[];
}

/** Reads documents written as `# id | Title`, then `## Heading` and its prose, as in `data/knowledge`. */
export function parseDocuments(source: string): KnowledgeDocument[] {
  return source
    .split(/^# /m)
    .slice(1)
    .map((block) => parseDocument(block));
}

function parseDocument(block: string): KnowledgeDocument {
  const [head = '', ...sections] = block.split(/^## /m);
  const [id = '', title = ''] = head.split('|').map((part) => part.trim());
  return { id, title, sections: sections.map(parseSection) };
}

function parseSection(block: string): Section {
  const [heading = '', ...lines] = block.trim().split('\n');
  return {
    heading: heading.trim(),
    text: lines
      .map((line) => line.trim())
      .join(' ')
      .trim(),
  };
}

/** The sentences of a section, in order; joined by one space they are the section again. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s(?=[\p{Lu}\p{N}"(])/u);
}
