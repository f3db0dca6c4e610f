import { servicesScript } from './services.script.js';

export const toolsScript = `${servicesScript}
function tags(action) {
  const effect = el('span', { className: 'tag ' + action.effect, textContent: action.effect });
  return [effect, ...action.modes.map((mode) => el('span', { className: 'tag', textContent: mode }))];
}

draw((actions) => actions.map((action) => {
  const args = Object.keys(action.args.properties || {}).join(', ');
  const about = el('div', {}, el('p', { textContent: action.description }),
    el('p', {}, ...tags(action), args ? el('code', { textContent: '{' + args + '}' }) : ''),
    el('p', {}, 'Try: ', chatLink(action)));
  return el('div', { className: 'tool' }, el('code', { textContent: action.name }), about);
}));
`;
