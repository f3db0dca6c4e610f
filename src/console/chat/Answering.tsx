import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import type { Approval, ApprovalAnswer } from '../../contracts/approval.js';
import type { JsonObject } from '../../contracts/json.js';
import { getToolArgs } from '../api/actions.js';
import { messageOf } from '../api/use-asked.js';
import { fieldsOf, type Field } from '../schema-form/fields.js';
import { readFields, toTexts, type Texts } from '../schema-form/read-fields.js';
import { SchemaFields } from '../schema-form/SchemaFields.js';
import { until } from '../time.js';

interface AnsweringProps {
  approval: Approval;
  onAnswer: (answer: ApprovalAnswer) => Promise<void>;
  onOutcome: (outcome: string) => void;
}

/** The person's yes, no, or yes with changes. */
export function Answering({ approval, onAnswer, onOutcome }: AnsweringProps): ReactNode {
  const formId = useId();
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
  const approve = (edits: JsonObject): void =>
    Object.keys(edits).length === 0
      ? answer({ decision: 'approve' }, 'Approved')
      : answer({ decision: 'approve', edits }, 'Approved with your changes');
  return (
    <>
      {editing && <Edit {...{ approval, formId, onApprove: approve }} disabled={busy} />}
      <div className="row">
        {editing ? (
          <button type="submit" form={formId} className="btn" disabled={busy}>
            Approve with changes
          </button>
        ) : (
          <button type="button" className="btn" disabled={busy} onClick={() => approve({})}>
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
  /** What the button that sends it names. */
  formId: string;
  disabled: boolean;
  onApprove: (edits: JsonObject) => void;
}

/** The arguments as a form made of the tool's schema; gives those that were changed. */
function Edit({ approval: { tool, args }, formId, disabled, onApprove }: EditProps): ReactNode {
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
    <form
      id={formId}
      aria-label="What will be sent"
      onSubmit={(event) => {
        event.preventDefault();
        approve();
      }}
    >
      <SchemaFields {...{ fields, texts, errors, disabled }} onChange={setTexts} />
    </form>
  );
}
