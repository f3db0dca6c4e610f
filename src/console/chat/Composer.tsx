import { useImperativeHandle, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import './composer.css';

export interface ComposerHandle {
  focus(): void;
}

interface ComposerProps {
  ref: Ref<ComposerHandle>;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  /** There is a run to stop where it is given. */
  onStop: (() => void) | undefined;
}

/** Where the person writes: Enter sends, Shift and Enter begins a line, Escape stops what runs. */
export function Composer({ ref, text, onText, onSend, onStop }: ComposerProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus();
      field.current?.setSelectionRange(text.length, text.length);
    },
  }));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onSend();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
        field.current?.focus();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        maxLength={4_000}
        placeholder="Ask, or say what should be done"
        aria-label="Your message"
        aria-keyshortcuts="/"
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {onStop !== undefined && (
        <button type="button" onClick={onStop} aria-keyshortcuts="Escape">
          Stop
        </button>
      )}
      <button type="submit" className="btn" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}
