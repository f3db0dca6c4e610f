import { useState, type ReactNode } from 'react';
import type { RunView } from '../../contracts/run.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { forkRun, listPrompts } from '../api/forks.js';
import { messageOf, useAsked } from '../api/use-asked.js';
import { goTo } from '../navigation.js';
import { editableAt, editablesOf, promptEditable, type Editable } from './edits.js';
import './fork.css';

interface ForkPanelProps {
  run: RunView;
  events: readonly RunEvent[];
  step: number;
}

/** Edit something of the run and have it go on from there as a fork; shut until it is asked for. */
export function ForkPanel({ run, events, step }: ForkPanelProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <section className="card fork-panel" aria-label="Edit and rerun">
      <div className="row">
        <h2>Edit and rerun</h2>
        <span className="quiet small">
          The fork takes what went before from the record. What it would write is only rehearsed.
        </span>
        <button type="button" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Close' : 'Fork this run'}
        </button>
      </div>
      {open && <ForkForm {...{ run, events, step }} />}
    </section>
  );
}

const GROUPS: Record<Editable['group'], string> = {
  said: 'What was said',
  answers: 'What tools answered',
  state: 'State',
  prompts: 'Prompts of the model',
};

function ForkForm({ run, events, step }: ForkPanelProps): ReactNode {
  const prompts = useAsked('prompts', listPrompts);
  const editables = [
    ...editablesOf(run.message, events, step),
    ...(prompts.status === 'ready' ? prompts.value.map((prompt) => promptEditable(prompt, step)) : []),
  ];
  const [chosenId, setChosenId] = useState(() => editableAt(editables, step)?.id);
  const chosen = editables.find(({ id }) => id === chosenId) ?? editables[0];
  if (chosen === undefined) return null;
  const groups = Object.entries(GROUPS).flatMap(([group, name]) => {
    const members = editables.filter((one) => one.group === group);
    return members.length === 0 ? [] : [{ name, members }];
  });
  return (
    <>
      <label>
        Edit{' '}
        <select value={chosen.id} onChange={(event) => setChosenId(event.target.value)}>
          {groups.map(({ name, members }) => (
            <optgroup key={name} label={name}>
              {members.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <Editor key={chosen.id} runId={run.run_id} editable={chosen} last={events.length} />
    </>
  );
}

interface EditorProps {
  runId: string;
  editable: Editable;
  last: number;
}

function Editor({ runId, editable, last }: EditorProps): ReactNode {
  const [text, setText] = useState(editable.text);
  const [at, setAt] = useState(editable.at);
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });
  const rerun = async (): Promise<void> => {
    setState({ busy: true });
    try {
      const forked = await forkRun(runId, { at, edit: editable.toEdit(text) });
      goTo(`graph/runs/${forked.run_id}`);
    } catch (error) {
      setState({ busy: false, problem: problemOf(error) });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void rerun();
      }}
    >
      <textarea
        aria-label={editable.isJson ? `JSON of ${editable.label}` : `Text of ${editable.label}`}
        className={editable.isJson ? 'code' : ''}
        rows={Math.min(18, Math.max(3, text.split('\n').length + 1))}
        spellCheck={!editable.isJson}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="row">
        <label className="quiet">
          the record counts up to event{' '}
          <input
            type="number"
            min={0}
            max={last}
            value={at}
            onChange={(event) => setAt(Number(event.target.value))}
          />
        </label>
        <button type="submit" className="btn" disabled={state.busy || text === editable.text}>
          {state.busy ? 'Forking …' : 'Rerun from there'}
        </button>
        {text !== editable.text && (
          <button type="button" onClick={() => setText(editable.text)}>
            Undo the edit
          </button>
        )}
      </div>
      {state.problem !== undefined && (
        <p className="problem" role="alert">
          {state.problem}
        </p>
      )}
    </form>
  );
}

function problemOf(error: unknown): string {
  return error instanceof SyntaxError ? `This is no JSON: ${error.message}` : messageOf(error);
}
