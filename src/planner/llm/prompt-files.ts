import type { PromptFiles } from '../../llm/prompts.js';
import { SPECIALISTS } from '../rules/specialists.js';

/** What the templates in `prompts/shared/` are filled with. */
const SHARED: PromptFiles = {
  'shared/conduct.md': ['mode', 'today', 'user'],
  'shared/plan.md': ['tools', 'max_steps'],
  'shared/replan.md': ['tools', 'max_steps', 'first_id'],
  'shared/respond.md': [],
  'shared/record.md': ['record'],
  'shared/sources.md': ['sources'],
  'shared/repair.md': ['problems'],
  'shared/request.md': ['history', 'remembered', 'message'],
  'shared/summary.md': ['summary', 'messages'],
  'shared/memory.md': ['before', 'message'],
  'shared/memories.md': ['memories'],
  'player/strategy.md': [],
  'player/fight.md': ['fight', 'xengine'],
};

/** Every template the planner uses, with its variables: a router for each mode and a page for each of its specialists. */
export const PROMPT_FILES: PromptFiles = {
  ...SHARED,
  ...Object.fromEntries(
    Object.entries(SPECIALISTS).flatMap(([mode, specialists]) => [
      [`${mode}/router.md`, ['history', 'remembered', 'message']],
      ...specialists.map((name): [string, string[]] => [`${mode}/${name}.md`, []]),
    ]),
  ),
};
