import { servicesScript } from './services.script.js';

export const homeScript = `${servicesScript}
draw((actions) => {
  const shown = actions.filter((action, at) => actions.findIndex(({ example }) => example === action.example) === at).slice(0, 3);
  return [el('ul', { className: 'examples' }, ...shown.map((action) => el('li', {}, chatLink(action))))];
});
`;
