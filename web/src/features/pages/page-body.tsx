import { createElement, type ReactNode } from 'react';
import type { PageNode } from '@/api/contract';
import './pages.css';

/** What a reader may do with a link to another page; without it the link is its words. */
type Open = ((code: string) => void) | undefined;

const plain: Record<string, string> = {
  paragraph: 'p',
  bullets: 'ul',
  item: 'li',
  quote: 'blockquote',
  row: 'tr',
  cell: 'td',
  'head-cell': 'th',
  strong: 'strong',
  emphasis: 'em',
};

/** Elements are made by name from a list of our own: nothing that an author writes becomes markup. */
function element(node: PageNode, key: number, open: Open): ReactNode {
  const inside = () => (node.children ?? []).map((child, index) => element(child, index, open));
  const tag = plain[node.kind];
  if (tag) return createElement(tag, { key, ...(tag === 'th' && { scope: 'col' }) }, inside());
  switch (node.kind) {
    case 'heading':
      return createElement(`h${Math.min(6, Math.max(3, (node.level ?? 2) + 1))}`, { key }, inside());
    case 'numbers':
      return (
        <ol key={key} start={node.level ?? 1}>
          {inside()}
        </ol>
      );
    case 'table':
      return (
        <div key={key} className="page-table" role="group" tabIndex={0}>
          <table>
            <tbody>{inside()}</tbody>
          </table>
        </div>
      );
    case 'code':
      return <code key={key}>{node.text}</code>;
    case 'rule':
      return <hr key={key} />;
    case 'break':
      return <br key={key} />;
    case 'link':
      return (
        <a key={key} href={node.target ?? undefined} target="_blank" rel="noopener noreferrer nofollow">
          {inside()}
        </a>
      );
    case 'page':
      return open ? (
        <button key={key} type="button" className="page-link" onClick={() => open(node.target!)}>
          {inside()}
        </button>
      ) : (
        <span key={key}>{inside()}</span>
      );
    case 'image':
      return (
        <img key={key} src={`/api/page-attachments/${encodeURIComponent(node.target ?? '')}`} alt={node.text ?? ''} />
      );
    default:
      return node.text ?? inside();
  }
}

export function PageBody({ nodes, open, lang }: { nodes: PageNode[]; open?: Open; lang?: string }) {
  return (
    <div className="page-body" lang={lang}>
      {nodes.map((node, index) => element(node, index, open))}
    </div>
  );
}
