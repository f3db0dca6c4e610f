import { useState, type ReactNode } from 'react';

/** Puts a text on the clipboard, or says that it could not. */
export function CopyButton({ label, text }: { label: string; text: () => string }): ReactNode {
  const [outcome, setOutcome] = useState<string>();
  const copy = async (): Promise<void> => {
    // There is none where the page was not loaded over HTTPS or from this machine.
    const copied = await navigator.clipboard?.writeText(text()).then(
      () => true,
      () => false,
    );
    setOutcome(copied === true ? 'Copied' : 'The browser did not allow it');
    setTimeout(() => setOutcome(undefined), 1_500);
  };
  return (
    <button type="button" className="small" onClick={() => void copy()}>
      {outcome ?? label}
    </button>
  );
}
