import { useEffect } from 'react';

/** Escape anywhere on the page, and the slash where nothing is being written. */
export function useKeys({ onEscape, onSlash }: { onEscape: () => void; onSlash: () => void }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape();
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isWriting(event.target))
        return;
      event.preventDefault();
      onSlash();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
