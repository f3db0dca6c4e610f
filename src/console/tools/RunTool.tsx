import { useMemo, useState, type ReactNode } from 'react';
import type { Action } from '../../contracts/action.js';
import type { JsonValue } from '../../contracts/json.js';
import { runAction } from '../api/actions.js';
import { AskError } from '../api/ask.js';
import { messageOf, type Asked } from '../api/use-asked.js';
import { fieldsOf } from '../schema-form/fields.js';
import { readFields, type Texts } from '../schema-form/read-fields.js';
import { SchemaFields } from '../schema-form/SchemaFields.js';
import { JsonView } from '../ui/JsonView.js';

/** A form of a tool's arguments that runs it; a write is rehearsed, and done where the person says so twice. */
export function RunTool({ action }: { action: Action }): ReactNode {
  const { name, effect } = action;
  const fields = useMemo(() => fieldsOf(action.args), [action.args]);
  const [texts, setTexts] = useState<Texts>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState<Asked<{ result: JsonValue; dry: boolean }>>();
  const busy = asked?.status === 'loading';
  const run = (dry: boolean): void => {
    const read = readFields(fields, texts);
    setErrors(read.status === 'wrong' ? read.errors : {});
    if (read.status === 'wrong') return;
    setAsked({ status: 'loading' });
    runAction({ tool: name, args: read.args, dry_run: dry }).then(
      (result) => setAsked({ status: 'ready', value: { result, dry } }),
      (error: unknown) => {
        if (error instanceof AskError) setErrors(error.fields);
        setAsked({ status: 'failed', message: messageOf(error) });
      },
    );
  };
  return (
    <form
      className="run-tool"
      aria-label={`Run ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        run(effect === 'write');
      }}
    >
      {fields.length === 0 && <p className="quiet small">It takes no arguments.</p>}
      <SchemaFields {...{ fields, texts, errors, disabled: busy }} onChange={setTexts} />
      <div className="row">
        <button type="submit" className="btn" disabled={busy}>
          {effect === 'write' ? 'Rehearse' : 'Run'}
        </button>
        {effect === 'write' && <ForReal disabled={busy} onRun={() => run(false)} />}
      </div>
      <div role="status">
        {asked?.status === 'loading' && <p className="quiet small">Running …</p>}
        {asked?.status === 'failed' && <p className="problem small">{asked.message}</p>}
        {asked?.status === 'ready' && (
          <JsonView
            label={asked.value.dry ? 'What it would come to; nothing was done' : `Result of ${name}`}
            value={asked.value.result}
          />
        )}
      </div>
    </form>
  );
}

function ForReal({ disabled, onRun }: { disabled: boolean; onRun: () => void }): ReactNode {
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <button type="button" disabled={disabled} onClick={() => setSure(true)}>
        Do it for real …
      </button>
    );
  return (
    <>
      <button type="button" disabled={disabled} onClick={() => (setSure(false), onRun())}>
        Yes, do it
      </button>
      <button type="button" onClick={() => setSure(false)}>
        No
      </button>
    </>
  );
}
