import '../console.css';
import '../ui/parts.css';
import '@xyflow/react/dist/style.css';
import '../graph/graph.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { RunFile } from '../../contracts/run-file.js';
import { ErrorBoundary } from '../ErrorBoundary.js';
import { EmbeddedRuns } from '../graph/embedded-runs.js';
import { RunPage } from '../graph/RunPage.js';

z.config({ jitless: true });

const place = document.getElementById('console');
const data = document.getElementById('run')?.textContent;
if (place !== null && data !== undefined) {
  const file = RunFile.parse(JSON.parse(data));
  document.title = `${file.run.message} · a run of VEZEPyCopilotVe1`;
  createRoot(place).render(
    <div className="run-file">
      <p className="quiet small row">
        A run of VEZEPyCopilotVe1 as it is on record, saved as one file. Nothing here asks anybody for
        anything.
      </p>
      <main>
        <ErrorBoundary>
          <EmbeddedRuns value={file}>
            <RunPage runId={file.run.run_id} />
          </EmbeddedRuns>
        </ErrorBoundary>
      </main>
    </div>,
  );
}
