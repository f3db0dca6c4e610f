/** Hands text on with one gap between what is said, and none at the end: the pieces joined are `text()`. */
export interface Speaker {
  say(text: string): void;
  /** Says a passage of its own, unless it was said. */
  add(passage: string, gap?: string): void;
  text(): string;
}

/** `said` was said before and is handed on first. */
export function createSpeaker(onText: (piece: string) => void, said: string): Speaker {
  let spoken = '';
  let gap = '';
  const say = (text: string): void => {
    const words = text.trim();
    if (words !== '') {
      const before = gap + (/^\s*/.exec(text)?.[0] ?? '');
      const piece = spoken === '' ? words : (before === '' ? ' ' : before) + words;
      spoken += piece;
      gap = '';
      onText(piece);
    }
    gap += /\s*$/.exec(text)?.[0] ?? '';
  };
  if (said !== '') {
    spoken = said;
    onText(said);
  }
  return {
    say,
    add(passage, between = '') {
      if (passage === '' || spoken.includes(passage)) return;
      gap = between === '' ? gap : between;
      say(passage);
    },
    text: () => spoken,
  };
}
