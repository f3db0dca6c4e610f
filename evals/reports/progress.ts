import { isWrong, type CaseResult } from '../replay/result.js';
import { showFailure } from './terminal.js';

export interface Progress {
  /** Says how far it is, and at once what went wrong. */
  tell(result: CaseResult): void;
  end(): void;
}

/** A line that counts on a terminal; where nobody watches, a line for every tenth of the plays. */
export function createProgress(
  total: number,
  { write, isTerminal }: { write: (text: string) => void; isTerminal: boolean },
): Progress {
  let [played, wrong, said] = [0, 0, 0];
  const erase = isTerminal ? '\r\u001b[K' : '';
  return {
    tell(result) {
      played += 1;
      if (isWrong(result)) {
        wrong += 1;
        write(`${erase}${showFailure(result)}\n`);
      }
      const tenth = Math.floor((played / total) * 10);
      const line = `${played} of ${total} played, ${wrong} not as they should be`;
      if (isTerminal) write(`${erase}${line}`);
      else if (tenth > said && total >= 10) write(`${line}\n`);
      said = tenth;
    },
    end: () => write(erase),
  };
}
