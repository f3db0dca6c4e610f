/** Every page of the console: where it is, its name in the navigation, and the heading that says it is there. */
export const ALL_PAGES = [
  { path: '', name: 'Home', heading: 'Copilot for VEZE' },
  { path: 'chat', name: 'Chat', heading: 'What can we solve?' },
  { path: 'graph', name: 'Graph', heading: 'State graph' },
  { path: 'game', name: 'Matches', heading: 'Your matches' },
  { path: 'tools', name: 'Tools', heading: 'Connected services' },
  { path: 'evals', name: 'Evals', heading: 'Evals' },
  { path: 'ops', name: 'Operations', heading: 'Operations' },
] as const;
