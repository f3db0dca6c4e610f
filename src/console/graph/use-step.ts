import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunEvent } from '../../contracts/run-event.js';
import { goToHash, usePlace } from '../navigation.js';

export interface Stepper {
  /** How many events have happened at what is shown. */
  step: number;
  playing: boolean;
  /** Shows a step; what is behind the last one is the last one, and follows a run that goes on. */
  show(step: number): void;
  move(by: 1 | -1): void;
  toggle(): void;
}

/** A gap of the run is shown as long as it was, within what a person likes to wait. */
const SHORTEST_MS = 60;
const LONGEST_MS = 700;

/** The step of a run that is shown. It begins with the one the address names; the address follows it when it stands still. */
export function useStep(events: readonly RunEvent[], live: boolean): Stepper {
  const { hash } = usePlace();
  const [chosen, setChosen] = useState(() => stepOf(hash));
  const [playing, setPlaying] = useState(false);
  const step = Math.min(chosen ?? events.length, events.length);

  useAddress({
    hash,
    wanted: chosen === null ? '' : `#${step}`,
    still: !playing && !(live && events.length === 0),
    setChosen,
  });
  usePlaying({ playing, step, events, live, setPlaying, setChosen });
  const last = events.length;
  const show = useCallback(
    (wanted: number) => {
      setPlaying(false);
      setChosen(within(wanted, last));
    },
    [last],
  );

  return {
    step,
    playing,
    show,
    // Keys come faster than the page is drawn.
    move: (by) => {
      setPlaying(false);
      setChosen((old) => within((old ?? events.length) + by, events.length));
    },
    toggle: () => {
      if (!playing && step >= events.length) setChosen(0);
      setPlaying(!playing);
    },
  };
}

interface Playing {
  playing: boolean;
  step: number;
  events: readonly RunEvent[];
  live: boolean;
  setPlaying: (playing: boolean) => void;
  setChosen: (step: number) => void;
}

/** Goes on by itself while it is played; at the end of a run that goes on it waits for more. */
function usePlaying({ playing, step, events, live, setPlaying, setChosen }: Playing): void {
  useEffect(() => {
    if (!playing) return;
    if (step >= events.length) {
      if (!live) setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setChosen(step + 1), gapBehind(events, step));
    return () => clearTimeout(timer);
  }, [playing, step, events, live, setPlaying, setChosen]);
}

/** Behind the last event is where a run that goes on is followed. */
function within(wanted: number, last: number): number | null {
  return wanted >= last ? null : Math.max(0, wanted);
}

function stepOf(hash: string): number | null {
  const [, digits] = /^#(\d{1,6})$/.exec(hash) ?? [];
  return digits === undefined ? null : Number(digits);
}

function gapBehind(events: readonly RunEvent[], step: number): number {
  const [before, next] = [events[step - 1], events[step]];
  if (before === undefined || next === undefined) return SHORTEST_MS;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, 4 * (Date.parse(next.at) - Date.parse(before.at))));
}

interface Address {
  hash: string;
  wanted: string;
  /** Nothing is being played or waited for. */
  still: boolean;
  setChosen: (step: number | null) => void;
}

/** Keeps the address and the step at one; whichever changes takes the other along. */
function useAddress({ hash, wanted, still, setChosen }: Address): void {
  const written = useRef(hash);
  // A link to another step of the same run changes nothing but the hash.
  useEffect(() => {
    if (hash === written.current) return;
    written.current = hash;
    setChosen(stepOf(hash));
  }, [hash, setChosen]);

  useEffect(() => {
    if (!still || wanted === written.current) return;
    const timer = setTimeout(() => {
      written.current = wanted;
      goToHash(wanted);
    }, 150);
    return () => clearTimeout(timer);
  }, [wanted, still]);
}
