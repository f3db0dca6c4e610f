import { useId, useState, type ReactNode } from 'react';
import type { Approval, ApprovalAnswer } from '../../contracts/approval.js';
import { JsonView } from '../ui/JsonView.js';
import { Answering } from './Answering.js';

interface ApprovalCardProps {
  approval: Approval;
  /** It still waits for an answer. */
  isOpen: boolean;
  onAnswer: (answer: ApprovalAnswer) => Promise<void>;
}

/** A question before a write: what exactly will be done, and the person's yes, no, or yes with changes. */
export function ApprovalCard({ approval, isOpen, onAnswer }: ApprovalCardProps): ReactNode {
  const titleId = useId();
  const [outcome, setOutcome] = useState<string | null>(null);
  const settled = outcome ?? (isOpen ? null : 'Answered, or no longer open');
  const { title, details, amount, args, tool } = approval;
  const facts = details.map(({ label, value }) => [label, value] as const);
  if (amount !== null) facts.push(['amount', `${amount.total.toFixed(2)} ${amount.currency}`]);
  return (
    <section className={`approval card${settled === null ? '' : ' settled'}`} aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      {facts.length > 0 && (
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <details>
        <summary>Exactly what will be sent</summary>
        <JsonView label={`Arguments of ${tool}`} value={args} />
      </details>
      {settled === null ? (
        <Answering approval={approval} onAnswer={onAnswer} onOutcome={setOutcome} />
      ) : (
        <p className="quiet small">{settled}</p>
      )}
    </section>
  );
}
