import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EvalReport, type EvalReportSummary } from '../contracts/eval-report.js';

/** What runs of the evals have left in a folder: there itself (`latest`), and in folders below it. */
export interface EvalReports {
  /** The newest first. */
  list(): Promise<EvalReportSummary[]>;
  /** Undefined where there is none of the name. */
  read(name: string): Promise<EvalReport | undefined>;
  page(name: string): Promise<string | undefined>;
}

const LATEST = 'latest';

export function createEvalReports(folder: string): EvalReports {
  /** Names that are asked for are looked up here, never joined to a path unseen. */
  const places = async (): Promise<Map<string, string>> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const below = entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [name, join(folder, name)] as const);
    const all = [[LATEST, folder] as const, ...below];
    return new Map(all.filter(([, place]) => existsSync(join(place, 'results.json'))));
  };
  const readFrom = async (place: string): Promise<EvalReport | undefined> =>
    EvalReport.safeParse(JSON.parse(await readFile(join(place, 'results.json'), 'utf8'))).data;
  return {
    async list() {
      const found = await Promise.all([...(await places())].map((one) => summarise(one, readFrom)));
      return found.flat().toSorted((a, b) => b.written_at.localeCompare(a.written_at));
    },
    async read(name) {
      const place = (await places()).get(name);
      return place === undefined ? undefined : readFrom(place);
    },
    async page(name) {
      const place = (await places()).get(name);
      if (place === undefined || !existsSync(join(place, 'report.html'))) return undefined;
      return readFile(join(place, 'report.html'), 'utf8');
    },
  };
}

/** Nothing for a file of another format. */
async function summarise(
  [name, place]: [string, string],
  readFrom: (place: string) => Promise<EvalReport | undefined>,
): Promise<EvalReportSummary[]> {
  const [report, { mtime }] = await Promise.all([readFrom(place), stat(join(place, 'results.json'))]);
  if (report === undefined) return [];
  const has_page = existsSync(join(place, 'report.html'));
  return [{ name, written_at: mtime.toISOString(), totals: report.totals, has_page }];
}
