import { useState, type ReactNode } from 'react';
import { Rating } from '../../contracts/run.js';
import { messageOf } from '../api/use-asked.js';

interface FeedbackButtonsProps {
  rating: Rating | null;
  onRate: (rating: Rating | null) => Promise<void>;
}

const NAMES: Record<Rating, string> = { up: 'Good reply', down: 'Bad reply' };

/** A thumb, drawn: not every machine has a font with one. */
const THUMB =
  'M7 22H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3m0 11V11m0 11h9.3a2 2 0 0 0 2-1.7l1.4-7.6A2 2 0 0 0 17.7 10H14V5a3 3 0 0 0-3-3l-4 9';

/** Whether the reply was good; pressed again, it is taken back. */
export function FeedbackButtons({ rating, onRate }: FeedbackButtonsProps): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  const rate = (given: Rating): void => {
    setProblem(null);
    onRate(given === rating ? null : given).catch((error: unknown) => setProblem(messageOf(error)));
  };
  return (
    <span className="feedback" role="group" aria-label="Was this reply good?">
      {problem !== null && <span className="problem small">{problem}</span>}
      {Rating.options.map((one) => (
        <button
          key={one}
          type="button"
          className="small"
          aria-label={NAMES[one]}
          aria-pressed={rating === one}
          onClick={() => rate(one)}
        >
          <svg viewBox="0 0 24 24" width="15" height="15" className={one} aria-hidden="true">
            <path d={THUMB} />
          </svg>
        </button>
      ))}
    </span>
  );
}
