import { memo, type ReactNode } from 'react';
import { spanOfLanes, type Lane, type Mark } from './axis.js';

interface AxisProps {
  lanes: readonly Lane[];
  /** The id of the mark that is looked at. */
  chosen: string | undefined;
  onChoose: (mark: Mark) => void;
}

/** Every lane over the same game time; a mark is a button that says what it is. */
export const Axis = memo(function Axis({ lanes, chosen, onChoose }: AxisProps): ReactNode {
  const { from, to } = spanOfLanes(lanes);
  const left = (t: number): string => `${((t - from) / (to - from)) * 100}%`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => from + share * (to - from));
  return (
    <div className="axis">
      {lanes.map(({ name, marks }) => (
        <div key={name} className="lane" role="group" aria-label={name}>
          <span className="lane-name">{name}</span>
          <div className="lane-track">
            {marks.length === 0 && <span className="quiet small">none</span>}
            {marks.map((mark) => (
              <button
                key={mark.id}
                type="button"
                className={`mark ${mark.kind}`}
                style={{ left: left(mark.t) }}
                aria-pressed={mark.id === chosen}
                aria-label={`${mark.text}, ${(mark.t / 1_000).toFixed(1)} s`}
                title={`${mark.text}\n${mark.reason}`}
                onClick={() => onChoose(mark)}
              />
            ))}
          </div>
        </div>
      ))}
      <div className="lane ticks" aria-hidden="true">
        <span className="lane-name" />
        <div className="lane-track">
          {ticks.map((t) => (
            <span key={t} style={{ left: left(t) }}>
              {Number((t / 1_000).toFixed(1))} s
            </span>
          ))}
        </div>
      </div>
    </div>
  );
});
