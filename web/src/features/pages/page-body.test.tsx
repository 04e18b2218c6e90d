import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PageNode } from '@/api/contract';
import { PageBody } from './page-body';

test('a tree becomes elements of known names, and words stay words', () => {
  const nodes: PageNode[] = [
    { kind: 'heading', level: 2, children: [{ kind: 'text', text: 'Steps' }] },
    {
      kind: 'numbers',
      level: 3,
      children: [{ kind: 'item', children: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] }],
    },
    {
      kind: 'paragraph',
      children: [{ kind: 'link', target: 'https://x.example', children: [{ kind: 'text', text: 'out' }] }],
    },
    { kind: 'paragraph', children: [{ kind: 'page', target: 'other', children: [{ kind: 'text', text: 'in' }] }] },
    { kind: 'script' as 'text', text: 'alert(1)' },
  ];
  const { container } = render(<PageBody nodes={nodes} />);
  expect(screen.getByRole('heading', { level: 3, name: 'Steps' })).toBeInTheDocument();
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
  expect(container.querySelector('img, script')).toBeNull();
  expect(screen.getByRole('link', { name: 'out' })).toHaveAttribute('rel', expect.stringContaining('noopener'));
  expect(screen.queryByRole('button', { name: 'in' })).not.toBeInTheDocument(); // nowhere to open it
});
