import { memo, type ReactNode } from 'react';
import type { Approval, ApprovalAnswer } from '../../contracts/approval.js';
import type { Mode } from '../../contracts/mode.js';
import type { Rating } from '../../contracts/run.js';
import { MODE_NAMES } from '../mode-names.js';
import { linkTo } from '../navigation.js';
import { Ago } from '../ui/Ago.js';
import { ApprovalCard } from './ApprovalCard.js';
import { Citations } from './Citations.js';
import type { Turn } from './conversation.js';
import { FeedbackButtons } from './FeedbackButtons.js';
import { MarkdownText } from './MarkdownText.js';
import { StepList } from './StepList.js';
import { viewOf } from './turn-view.js';
import { Why } from './Why.js';
import './turn.css';
import './reply.css';

export interface TurnActions {
  say(text: string): void;
  /** In the place of what was not sent. */
  sayAgain(key: string, said: string): void;
  /** Says the same in another mode. */
  handOver(mode: Mode, said: string): void;
  answer(approval: Approval, answer: ApprovalAnswer): Promise<void>;
  look(runId: string): void;
  rate(runId: string, rating: Rating | null): Promise<void>;
}

interface TurnCardProps {
  turn: Turn;
  /** The ids of the questions that wait for an answer. */
  open: ReadonlySet<string>;
  isLast: boolean;
  actions: TurnActions;
}

/** One run: what was said, the plan as it is carried out, and the reply with all that belongs to it. */
export const TurnCard = memo(function TurnCard({ turn, open, isLast, actions }: TurnCardProps): ReactNode {
  const { said, runId, reply, phase, problem, lost } = turn;
  const view = viewOf(turn);
  const look = (): void => void (runId !== null && actions.look(runId));
  return (
    <li className="turn" aria-busy={view.progress !== null}>
      {said !== null && <p className="said">{said}</p>}
      {phase === 'unsent' ? (
        <p className="problem small">
          {problem} It was not sent.{' '}
          <button
            type="button"
            className="small"
            onClick={() => said !== null && actions.sayAgain(turn.key, said)}
          >
            Send again
          </button>
        </p>
      ) : (
        <article className={`answer card${reply?.kind === 'error' ? ' failed' : ''}`} aria-label="Copilot">
          <StepList steps={view.steps} replans={view.replans} isRead={turn.events.length > 0} onLook={look} />
          {view.text !== '' && <MarkdownText text={view.text} />}
          {view.progress !== null && (
            <p className="progress quiet small">
              <span className="dot" aria-hidden="true" />
              {lost ? 'Connection lost, coming back …' : view.progress}
              {runId !== null && <a {...linkTo(`graph/runs/${runId}`)}>Watch it in the graph</a>}
            </p>
          )}
          {reply !== null && <Extras turn={turn} open={open} isLast={isLast} actions={actions} />}
          {phase === 'ended' && runId !== null && (
            <Foot turn={turn} onLook={look} onRate={(rating) => actions.rate(runId, rating)} />
          )}
        </article>
      )}
    </li>
  );
});

/** What came with the reply. */
function Extras({ turn, open, isLast, actions }: TurnCardProps): ReactNode {
  const { reply, said } = turn;
  if (reply === null) return null;
  const { citations = [], approvals = [], choices = [], handoff, degraded, would_do: wouldDo = [] } = reply;
  return (
    <>
      {degraded !== undefined && <p className="degraded quiet small">{degraded}.</p>}
      {wouldDo.length > 0 && (
        <ul className="small" aria-label="What would be done">
          {wouldDo.map(({ step_id, title }) => (
            <li key={step_id}>{title}</li>
          ))}
        </ul>
      )}
      {citations.length > 0 && <Citations citations={citations} />}
      {approvals.map((approval) => (
        <ApprovalCard
          key={approval.approval_id}
          approval={approval}
          isOpen={open.has(approval.approval_id)}
          onAnswer={(answer) => actions.answer(approval, answer)}
        />
      ))}
      {isLast && approvals.length === 0 && choices.length > 0 && (
        <p className="choices">
          {choices.map(({ label, value }) => (
            <button key={value} type="button" className="chip" onClick={() => actions.say(value)}>
              {label}
            </button>
          ))}
        </p>
      )}
      {isLast && handoff !== undefined && said !== null && (
        <p className="choices">
          <button type="button" className="chip" onClick={() => actions.handOver(handoff.mode, said)}>
            Continue in {MODE_NAMES[handoff.mode]}
          </button>
        </p>
      )}
    </>
  );
}

interface FootProps {
  turn: Turn;
  onLook: () => void;
  onRate: (rating: Rating | null) => Promise<void>;
}

function Foot({ turn, onLook, onRate }: FootProps): ReactNode {
  return (
    <footer className="foot">
      <Why turn={turn} onLook={onLook} />
      <span className="row">
        <FeedbackButtons rating={turn.rating} onRate={onRate} />
        <span className="quiet small">
          <Ago at={turn.at} />
        </span>
      </span>
    </footer>
  );
}
