import { useQuery } from '@tanstack/react-query';
import { useWords } from '@/lib/session';
import { reasonsQuery } from '../api/desk-query';

/** A not-ready reason's name: from the site's list, else from our own words for what the floor sets by itself. */
export function useReasonWords(): (code: string | undefined) => string {
  const { t, say } = useWords();
  const { data } = useQuery({ ...reasonsQuery, retry: false });
  return (code) => {
    if (!code) return '';
    const own = data?.find((reason) => reason.code === code);
    return own ? say(own.name) : t(`desk.reason.${code}`, { defaultValue: code });
  };
}
