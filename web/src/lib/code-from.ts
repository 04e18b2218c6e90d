import type { Text } from '@/api/contract';

const longest = 40;

/** A code out of English words; nothing where there are none. */
export function codeFrom(text: Text | null | undefined): string {
  const slug = (text?.en ?? '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return slug.slice(0, longest).replace(/-+$/, '');
}
