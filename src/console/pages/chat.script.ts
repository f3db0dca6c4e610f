import { approvalScript } from './approval.script.js';
import { sseScript } from './sse.script.js';

/** The chat page. Everything shown is set as text, never as markup. */
export const chatScript = String.raw`${sseScript}${approvalScript}
const byId = (id) => document.getElementById(id);
const [log, form, mode, q, send] = ['log', 'form', 'mode', 'q', 'send'].map(byId);
const sessionKey = () => 'copilot.session.' + mode.value;
const currentSession = () => sessionStorage.getItem(sessionKey());
let busy = false;

function el(tag, attributes, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

function show(node) {
  log.append(node);
  node.scrollIntoView({ block: 'end' });
  return node;
}

function createTurn() {
  const steps = el('ul', { className: 'steps' });
  const status = el('p', { className: 'status', textContent: 'Thinking …' });
  const answer = el('p', { className: 'answer' });
  const extra = el('div', {});
  const node = show(el('div', { className: 'turn' }, steps, status, answer, extra));
  return { node, steps, status, answer, extra, items: new Map(), text: '' };
}

function drawStep(turn, step) {
  const id = step.step_id ?? step.id;
  if (!turn.items.has(id)) turn.items.set(id, turn.steps.appendChild(el('li', {})));
  const item = turn.items.get(id);
  item.className = step.state;
  item.textContent = step.label + (step.error ? ' — ' + step.error.message : '');
}

function drawReply(turn, reply) {
  turn.status.remove();
  turn.answer.textContent = reply.text || reply.msg || '';
  turn.node.classList.toggle('failed', reply.kind === 'error');
  const cites = (reply.citations || []).map((cite) => el('li', { textContent: cite.title + (cite.section ? ' · ' + cite.section : ''), title: cite.quote || '' }));
  const approvals = reply.approvals || [];
  const said = approvals.length ? [] : reply.choices || [];
  const choices = said.map(({ label, value }) => choice(label, () => say(value)));
  if (reply.handoff) choices.push(choice('Continue in ' + reply.handoff.mode, () => handOver(reply.handoff.mode, turn.said)));
  if (reply.degraded) turn.extra.append(el('p', { className: 'status', textContent: reply.degraded }));
  if (cites.length) turn.extra.append(el('ol', { className: 'cites' }, ...cites));
  if (choices.length) turn.extra.append(el('div', { className: 'choices' }, ...choices));
  for (const approval of approvals) showApproval(approval, turn.extra);
  turn.node.scrollIntoView({ block: 'end' });
}

function choice(label, onclick) {
  return el('button', { type: 'button', className: 'choice', textContent: label, onclick });
}

function handOver(to, message) {
  mode.value = to;
  say(message);
}

const DRAW = {
  start: (turn, data) => sessionStorage.setItem(turn.sessionKey, data.session_id),
  'route.chosen': (turn, data) => { turn.status.textContent = 'Asking ' + data.route.specialist + ' …'; },
  'plan.created': (turn, data) => data.plan.steps.forEach((step) => drawStep(turn, step)),
  'plan.replanned': (turn, data) => data.plan.steps.forEach((step) => drawStep(turn, step)),
  'plan.step': drawStep,
  'text.delta': (turn, data) => { turn.text += data.text; turn.answer.textContent = turn.text; },
  'approval.answered': (turn, data) => NEWS['approval.answered'](data),
  chunk: drawReply,
};

async function say(message) {
  if (busy || !message.trim()) return;
  setBusy(true);
  show(el('div', { className: 'said', textContent: message }));
  const turn = Object.assign(createTurn(), { said: message, sessionKey: sessionKey() });
  const body = { mode: mode.value, message, session_id: currentSession() };
  try {
    await streamTurn(body, (name, data) => DRAW[name]?.(turn, data), () => {
      turn.status.textContent = 'Connection lost, coming back …';
    });
  } catch (error) {
    drawReply(turn, { kind: 'error', text: error.message });
  }
  setBusy(false);
}

function setBusy(now) {
  busy = now;
  send.disabled = now;
  for (const button of log.querySelectorAll('.choice')) button.disabled = true;
  if (!now) log.lastElementChild?.querySelectorAll('.choice').forEach((button) => { button.disabled = false; });
  if (!now) q.focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const message = q.value;
  if (busy || !message.trim()) return;
  q.value = '';
  say(message);
});
q.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
byId('fresh').addEventListener('click', () => {
  sessionStorage.removeItem(sessionKey());
  log.replaceChildren();
  cards.clear();
  q.focus();
});

const asked = new URLSearchParams(location.search);
if ([...mode.options].some((option) => option.value === asked.get('mode'))) mode.value = asked.get('mode');
q.value = asked.get('q') || '';
mode.addEventListener('change', loadApprovals);
loadApprovals();
listenForNews();
`;
