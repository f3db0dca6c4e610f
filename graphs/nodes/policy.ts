import type { Reply } from '../../src/contracts/chat.js';
import { checkReply } from '../../src/policy/reply-policy.js';
import type { RunContext } from '../run-context.js';
import type { ChatState } from '../state.js';
import { isRehearsed, stepsOf } from '../turn.js';
import type { Work } from './node.js';

/** The last look at the reply; what passes here is what the person gets. */
export function createPolicyNode(): Work {
  return async (state, context) => {
    if (state.outcome === null) throw new Error('The policy node was reached without a reply');
    // A list of what would be done does not go on in the same line.
    const gap = context.rehearsal === undefined ? ' ' : '\n\n';
    const notices = context.notices.map((notice) => `${gap}${notice}`).join('');
    // An attempt that died here may have left them in what it said.
    const isTold = notices !== '' && state.outcome.reply.text.endsWith(notices);
    const added = isTold ? '' : notices;
    if (added !== '') {
      context.voice.say(added);
      context.voice.end();
    }
    const spoken = { ...state.outcome.reply, text: state.outcome.reply.text + added };
    const { reply: checked, reasons } = checkReply(spoken, context.linkHosts);
    const decision = reasons.length === 0 ? 'pass' : 'changed';
    context.emit({ type: 'policy.decision', stage: 'reply', decision, reasons });
    const reply = withRecord(checked, state, context);
    context.emit({ type: 'reply', reply });
    return { outcome: { ...state.outcome, reply }, dialog: state.outcome.dialog };
  };
}

/** The reply with what was done for it and by whom. */
function withRecord(reply: Reply, state: ChatState, context: RunContext): Reply {
  const plan = stepsOf(state).map((step) => ({
    id: step.id,
    tool: step.tool,
    label: step.label,
    state: step.state === 'pending' ? ('skipped' as const) : step.state,
    ...(isRehearsed(step, context) ? { dry_run: true as const } : {}),
  }));
  const dry = context.rehearsal === undefined ? {} : { dry_run: true as const };
  return { ...reply, planner: context.planner.name, ...(plan.length === 0 ? {} : { plan }), ...dry };
}
