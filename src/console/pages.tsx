import { lazy, type ComponentType } from 'react';

/** One page of the console: the first part of its address, its name, and what draws everything below that address. */
export interface ConsolePage {
  section: string;
  name: string;
  Page: ComponentType;
}

/** Every page, in the order of the navigation. Each is loaded when it is first shown. */
export const PAGES: readonly ConsolePage[] = [
  {
    section: '',
    name: 'Home',
    Page: lazy(async () => ({ default: (await import('./home/HomePage.js')).HomePage })),
  },
  {
    section: 'chat',
    name: 'Chat',
    Page: lazy(async () => ({ default: (await import('./chat/ChatPage.js')).ChatPage })),
  },
  {
    section: 'graph',
    name: 'Graph',
    Page: lazy(async () => ({ default: (await import('./graph/GraphPage.js')).GraphPage })),
  },
  {
    section: 'game',
    name: 'Matches',
    Page: lazy(async () => ({ default: (await import('./matches/MatchesPage.js')).MatchesPage })),
  },
  {
    section: 'tools',
    name: 'Tools',
    Page: lazy(async () => ({ default: (await import('./tools/ToolsPage.js')).ToolsPage })),
  },
  {
    section: 'evals',
    name: 'Evals',
    Page: lazy(async () => ({ default: (await import('./evals/EvalsPage.js')).EvalsPage })),
  },
  {
    section: 'ops',
    name: 'Operations',
    Page: lazy(async () => ({ default: (await import('./operations/OperationsPage.js')).OperationsPage })),
  },
];
