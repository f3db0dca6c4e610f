import { useState, type ReactNode } from 'react';
import { Rating } from '../../contracts/run.js';
import { messageOf } from '../api/use-asked.js';

interface FeedbackButtonsProps {
  rating: Rating | null;
  onRate: (rating: Rating | null) => Promise<void>;
}

const LOOKS: Record<Rating, { sign: string; name: string }> = {
  up: { sign: '👍', name: 'Good reply' },
  down: { sign: '👎', name: 'Bad reply' },
};

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
          aria-label={LOOKS[one].name}
          aria-pressed={rating === one}
          onClick={() => rate(one)}
        >
          {LOOKS[one].sign}
        </button>
      ))}
    </span>
  );
}
