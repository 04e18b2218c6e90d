import { useEffect, useRef, useState } from 'react';

/**
 * What is answered to a text once it has rested; the last answer stands until the next one comes, also where none comes.
 *
 * @param restMillis after the last change
 * @param wanted whether to ask at all
 */
export function useAnswered<T>(
  text: string,
  ask: (text: string) => Promise<T>,
  restMillis: number,
  wanted = true,
): { of: string; answer: T } | undefined {
  const [answered, setAnswered] = useState<{ of: string; answer: T }>();
  const asking = useRef(ask);
  useEffect(() => {
    asking.current = ask;
  });
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const timer = setTimeout(() => {
      asking.current(text).then(
        (answer) => {
          if (current) setAnswered({ of: text, answer });
        },
        () => undefined, // no network: saving will say what is wrong
      );
    }, restMillis);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, restMillis, wanted]);
  return answered;
}
