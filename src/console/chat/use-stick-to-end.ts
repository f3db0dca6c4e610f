import { useLayoutEffect, useRef, type RefObject } from 'react';

const NEAR_PX = 80;

/** Keeps the end of what grows in view, unless the person has scrolled away from it; `stick` goes back there. */
export function useStickToEnd(content: unknown): {
  ref: RefObject<HTMLDivElement | null>;
  stick: () => void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const isStuck = useRef(true);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const onScroll = (): void => {
      isStuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, []);
  useLayoutEffect(() => {
    if (isStuck.current) ref.current?.scrollTo({ top: ref.current.scrollHeight });
  }, [content]);
  return { ref, stick: () => (isStuck.current = true) };
}
