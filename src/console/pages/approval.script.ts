/**
 * Cards for the questions that wait for a yes. The page they belong to has `el`, `show`, `createTurn`, `drawReply` and
 * `currentSession`.
 */
export const approvalScript = String.raw`
const FIELDS = { 'email.send': [['to', 'To'], ['subject', 'Subject'], ['body', 'Text']] };
const DECIDED = { approve: 'Approved', decline: 'Declined' };
const GONE = { approval_answered: 'Answered already', approval_expired: 'Expired; please ask again', not_found: 'No longer open' };
const cards = new Map();

/** Draws the question once; a place given later moves it there. */
function showApproval(approval, place) {
  if (approval.status !== 'pending') return;
  const card = cards.get(approval.approval_id) || createCard(approval);
  cards.set(approval.approval_id, card);
  if (place) place.append(card.node);
  else if (!card.node.isConnected) show(card.node);
}

function createCard(approval) {
  const title = el('h3', { id: 'approval-' + approval.approval_id, textContent: approval.title });
  const status = el('p', { className: 'status', textContent: 'Answer until ' + untilOf(approval) });
  const error = el('p', { className: 'problem', role: 'alert' });
  const edit = createEdit(approval);
  const approve = el('button', { type: 'button', className: 'btn', textContent: 'Approve' });
  const decline = el('button', { type: 'button', textContent: 'Decline' });
  const actions = el('div', { className: 'actions' }, approve, decline);
  const node = el('div', { className: 'approval' }, title, factsOf(approval), edit.node, actions, error, status);
  node.setAttribute('role', 'group');
  node.setAttribute('aria-labelledby', title.id);
  const card = { approval, node, status, error, edit, actions, busy: false, settled: false };
  approve.addEventListener('click', () => answerCard(card, 'approve'));
  decline.addEventListener('click', () => answerCard(card, 'decline'));
  return card;
}

function untilOf({ expires_at }) {
  const at = new Date(expires_at);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

function factsOf({ details, amount }) {
  const facts = details.map(({ label, value }) => [label, value]);
  if (amount) facts.push(['amount', amount.total.toFixed(2) + ' ' + amount.currency]);
  return el('dl', {}, ...facts.flatMap(([label, value]) => [el('dt', { textContent: label }), el('dd', { textContent: value })]));
}

/** Not a form: Enter in a field must not send anything. */
function createEdit({ tool, args }) {
  const fields = (FIELDS[tool] || []).map(([name, label]) => {
    const input = el(name === 'body' ? 'textarea' : 'input', { value: args[name] ?? '', rows: 5 });
    return { name, input, row: el('label', {}, label, input) };
  });
  const node = el('details', { className: 'edit', hidden: fields.length === 0 }, el('summary', { textContent: 'Edit first' }), ...fields.map(({ row }) => row));
  const changed = () => fields.filter(({ name, input }) => input.value !== (args[name] ?? ''));
  return { node, edits: () => Object.fromEntries(changed().map(({ name, input }) => [name, input.value])) };
}

async function answerCard(card, decision) {
  const edits = card.edit.edits();
  const isEdited = decision === 'approve' && Object.keys(edits).length > 0;
  setCardBusy(card, true);
  card.error.textContent = '';
  const turn = Object.assign(createTurn(), { said: card.approval.title });
  try {
    const { reply } = await postAnswer(card.approval, isEdited ? { decision, edits } : { decision });
    settleCard(card, DECIDED[decision] + (isEdited ? ' with your changes' : ''));
    drawReply(turn, reply);
  } catch (error) {
    turn.node.remove();
    setCardBusy(card, false);
    if (GONE[error.code]) settleCard(card, GONE[error.code]);
    else card.error.textContent = error.message;
  }
  q.focus();
}

async function postAnswer({ session_id, approval_id }, answer) {
  const address = 'sessions/' + encodeURIComponent(session_id) + '/approvals/' + approval_id;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(answer) }).catch(() => {
    throw new Error('The copilot cannot be reached. Please try again.');
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

function setCardBusy(card, now) {
  card.busy = now;
  for (const control of card.node.querySelectorAll('button, input, textarea')) control.disabled = now;
}

/** Says what became of the question; the first word on it stands. */
function settleCard(card, outcome) {
  if (card.settled) return;
  card.settled = true;
  card.node.classList.add('settled');
  card.edit.node.remove();
  card.actions.remove();
  card.error.remove();
  card.status.textContent = outcome;
}

/** What is open now: cards come back after a reload, and those answered elsewhere say so. */
async function loadApprovals() {
  const session = currentSession();
  if (!session) return;
  const response = await fetch('sessions/' + encodeURIComponent(session) + '/approvals').catch(() => null);
  if (!response?.ok) return;
  const { approvals } = await response.json();
  if (session !== currentSession()) return;
  const open = new Set(approvals.map(({ approval_id }) => approval_id));
  for (const [id, card] of cards) {
    if (card.approval.session_id === session && !card.busy && !open.has(id)) settleCard(card, 'No longer open');
  }
  for (const approval of approvals) showApproval(approval);
}

const NEWS = {
  'approval.requested': ({ session_id, approval }) => session_id === currentSession() && showApproval(approval),
  'approval.answered': ({ approval_id, decision }) => {
    const card = cards.get(approval_id);
    // The answer under way from here knows more of itself.
    if (card && !card.busy) settleCard(card, DECIDED[decision]);
  },
};

/** Hears what other tabs do. Where no socket can be had, looks again every few seconds. */
function listenForNews() {
  const address = new URL('ws', document.baseURI);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  socket.addEventListener('open', loadApprovals);
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(data);
    NEWS[frame.op]?.(frame);
  });
  socket.addEventListener('close', () => setTimeout(() => {
    loadApprovals();
    listenForNews();
  }, 2000 + 4000 * Math.random()));
}
`;
