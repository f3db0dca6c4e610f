import { useState, type ReactNode } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { RunView } from '../../contracts/run.js';
import { recordingUpTo } from '../api/recording.js';
import { messageOf } from '../api/use-asked.js';
import { CopyButton } from '../graph/CopyButton.js';
import { addressOf, hereAt } from '../navigation.js';
import type { GraphAt } from '../run-view/graph-at.js';
import { graphAsMermaid } from '../run-view/mermaid.js';
import { asPng, asSvg } from './draw-picture.js';
import { pictureOf } from './picture.js';
import { save } from './save.js';

interface ExportBarProps {
  run: RunView;
  graph: GraphView;
  at: GraphAt;
  step: number;
  live: boolean;
  /** The page is a file itself, and there is no service to ask. */
  isSaved: boolean;
}

/** What can be taken along of a run. */
export function ExportBar({ run, graph, at, step, live, isSaved }: ExportBarProps): ReactNode {
  const { run_id: id } = run;
  return (
    <section className="card" aria-label="Take along">
      <div className="row">
        <h2>Take along</h2>
        <CopyButton label="Copy graph as Mermaid" text={() => graphAsMermaid(graph, at)} />
        <CopyButton label="Copy link to this step" text={() => hereAt(`#${step}`)} />
        <SaveButton
          label="Graph as SVG"
          name={`run-${id}-${step}.svg`}
          content={async () => new Blob([asSvg(pictureOf(graph, at))], { type: 'image/svg+xml' })}
        />
        <SaveButton
          label="Graph as PNG"
          name={`run-${id}-${step}.png`}
          content={() => asPng(pictureOf(graph, at))}
        />
        {!live && !isSaved && (
          <>
            <a className="button small" href={addressOf(`runs/${id}/file`)} download>
              Run as one HTML file
            </a>
            <RecordingButton run={run} />
          </>
        )}
      </div>
    </section>
  );
}

/** A conversation, not a fork of one, can be played again. */
function RecordingButton({ run }: { run: RunView }): ReactNode {
  if (run.fork !== null || run.source !== 'chat') return null;
  return (
    <SaveButton
      label="Save as eval case"
      title="The conversation up to here; npm run evals:record -- --file FILE makes a case of it"
      name={`recording-${run.run_id}.json`}
      content={async () =>
        new Blob([JSON.stringify(await recordingUpTo(run), null, 1)], { type: 'application/json' })
      }
    />
  );
}

interface SaveButtonProps {
  label: string;
  name: string;
  title?: string;
  content: () => Promise<Blob>;
}

function SaveButton({ label, name, title, content }: SaveButtonProps): ReactNode {
  const [problem, setProblem] = useState<string>();
  const make = async (): Promise<void> => {
    try {
      save(await content(), name);
      setProblem(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <button type="button" className="small" title={title} onClick={() => void make()}>
        {label}
      </button>
      {problem !== undefined && <span className="problem">{problem}</span>}
    </>
  );
}
