import type { EvalCase, EvalReport } from '../../contracts/eval-report.js';

export interface ComparedCase {
  id: string;
  title: string;
  suite: string;
  before: EvalCase['status'] | undefined;
  after: EvalCase['status'] | undefined;
  /** Of the later report, or of the earlier one where the case is gone. */
  shown: EvalCase;
}

export interface Compared {
  broken: ComparedCase[];
  mended: ComparedCase[];
  added: ComparedCase[];
  gone: ComparedCase[];
  still: ComparedCase[];
}

/** What is different between an earlier and a later report, case by case; `still` are those that fail in both. */
export function compareReports(before: EvalReport, after: EvalReport): Compared {
  const old = new Map(before.cases.map((one) => [one.id, one]));
  const now = new Map(after.cases.map((one) => [one.id, one]));
  const all = [...new Set([...now.keys(), ...old.keys()])].flatMap((id) => {
    const shown = now.get(id) ?? old.get(id);
    if (shown === undefined) return [];
    const { title, suite } = shown;
    return [{ id, title, suite, before: old.get(id)?.status, after: now.get(id)?.status, shown }];
  });
  const isGood = (status: EvalCase['status'] | undefined): boolean => status === 'passed';
  const inBoth = all.filter((one) => one.before !== undefined && one.after !== undefined);
  return {
    broken: inBoth.filter((one) => isGood(one.before) && !isGood(one.after)),
    mended: inBoth.filter((one) => !isGood(one.before) && isGood(one.after)),
    still: inBoth.filter((one) => !isGood(one.before) && !isGood(one.after)),
    added: all.filter((one) => one.before === undefined),
    gone: all.filter((one) => one.after === undefined),
  };
}
