import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import type { Approval, ApprovalAnswer } from '../../contracts/approval.js';
import type { JsonObject } from '../../contracts/json.js';
import { getToolArgs } from '../api/actions.js';
import { messageOf } from '../api/use-asked.js';
import { fieldsOf, type Field } from '../schema-form/fields.js';
import { readFields, toTexts, type Texts } from '../schema-form/read-fields.js';
import { SchemaFields } from '../schema-form/SchemaFields.js';
import { JsonView } from '../ui/JsonView.js';
import { until } from '../time.js';

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

interface AnsweringProps {
  approval: Approval;
  onAnswer: (answer: ApprovalAnswer) => Promise<void>;
  onOutcome: (outcome: string) => void;
}

function Answering({ approval, onAnswer, onOutcome }: AnsweringProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const answer = (given: ApprovalAnswer, outcome: string): void => {
    setBusy(true);
    setProblem(null);
    onAnswer(given).then(
      () => onOutcome(outcome),
      (error: unknown) => {
        setBusy(false);
        setProblem(messageOf(error));
      },
    );
  };
  return (
    <>
      {editing && (
        <Edit
          approval={approval}
          disabled={busy}
          onApprove={(edits) => answer({ decision: 'approve', edits }, 'Approved with your changes')}
        />
      )}
      <div className="row">
        {!editing && (
          <button
            type="button"
            className="btn"
            disabled={busy}
            onClick={() => answer({ decision: 'approve' }, 'Approved')}
          >
            Approve
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => answer({ decision: 'decline' }, 'Declined')}>
          Decline
        </button>
        <button type="button" disabled={busy} aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {editing ? 'Do not edit' : 'Edit first'}
        </button>
        <span className="quiet small">Answer until {until(approval.expires_at)}</span>
      </div>
      {problem !== null && (
        <p className="problem small" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

interface EditProps {
  approval: Approval;
  disabled: boolean;
  onApprove: (edits: JsonObject) => void;
}

/** The arguments as a form; where the tool's schema cannot be had, as they are. */
function Edit({ approval, disabled, onApprove }: EditProps): ReactNode {
  const { tool, args } = approval;
  const [fields, setFields] = useState<Field[]>([]);
  const [texts, setTexts] = useState<Texts>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    getToolArgs(tool).then(
      (schema) => {
        const read = fieldsOf(schema);
        setFields(read);
        setTexts(toTexts(read, args));
      },
      (error: unknown) => setProblem(messageOf(error)),
    );
  }, [tool, args]);
  const before = useMemo(() => toTexts(fields, args), [fields, args]);
  const approve = (): void => {
    const read = readFields(fields, texts);
    setErrors(read.status === 'wrong' ? read.errors : {});
    if (read.status === 'wrong') return;
    const edited = Object.entries(read.args).filter(([name]) => texts[name] !== before[name]);
    onApprove(Object.fromEntries(edited));
  };
  if (problem !== null) return <p className="problem small">{problem}</p>;
  if (fields.length === 0) return <p className="quiet small">Asking what can be changed …</p>;
  return (
    <>
      <SchemaFields {...{ fields, texts, errors, disabled }} onChange={setTexts} />
      <div className="row">
        <button type="button" className="btn" disabled={disabled} onClick={approve}>
          Approve with changes
        </button>
      </div>
    </>
  );
}
