import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '@/api/contract';

/** Colours for one line of YAML: comments, keys, strings. Enough to read by; no editor of 300 kB for it. */
function tint(line: string): React.ReactNode {
  const comment = /^(.*?)(\s#.*|^#.*)$/.exec(line);
  const code = comment ? comment[1]! : line;
  const key = /^(\s*(?:- )?)([\w.-]+)(:)(.*)$/.exec(code);
  return (
    <>
      {key ? (
        <>
          {key[1]}
          <b>{key[2]}</b>
          {key[3]}
          <i>{key[4]}</i>
        </>
      ) : (
        code
      )}
      {comment && <em>{comment[2]}</em>}
    </>
  );
}

/** A plain text area over a coloured copy of its text, with line numbers that carry the findings. */
export function YamlEditor({
  value,
  onChange,
  findings,
  readOnly,
  field,
  marked,
  onCaret,
}: {
  value: string;
  onChange: (text: string) => void;
  findings: Finding[];
  readOnly: boolean;
  field: React.RefObject<HTMLTextAreaElement | null>;
  /** Lines of what is chosen elsewhere, both included. */
  marked?: { from: number; to: number } | undefined;
  onCaret?: (at: number) => void;
}) {
  const { t } = useTranslation();
  const lines = value.split('\n');
  const leaving = useRef(false);
  const worst = new Map<number, Finding>();
  for (const finding of findings) if (worst.get(finding.line)?.severity !== 'error') worst.set(finding.line, finding);
  return (
    <div className="yaml">
      <div className="yaml-numbers" aria-hidden="true">
        {lines.map((_, index) => (
          <span key={index} data-finding={worst.get(index + 1)?.severity} title={worst.get(index + 1)?.message}>
            {index + 1}
          </span>
        ))}
      </div>
      <div className="yaml-text">
        <pre aria-hidden="true">
          {lines.map((line, index) => (
            <div
              key={index}
              data-finding={worst.get(index + 1)?.severity}
              data-marked={(marked && marked.from <= index + 1 && index + 1 <= marked.to) || undefined}
            >
              {tint(line)}
              {'\n'}
            </div>
          ))}
        </pre>
        <textarea
          ref={field}
          aria-label={t('flows.yaml')}
          aria-describedby="yaml-hint flow-findings"
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="none"
          wrap="off"
          onChange={(event) => onChange(event.target.value)}
          onKeyUp={(event) => onCaret?.(event.currentTarget.selectionStart)}
          onClick={(event) => onCaret?.(event.currentTarget.selectionStart)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') leaving.current = true;
            else if (event.key === 'Tab' && !event.shiftKey && !leaving.current && !readOnly) {
              event.preventDefault();
              const { selectionStart, selectionEnd } = event.currentTarget;
              event.currentTarget.setRangeText('  ', selectionStart, selectionEnd, 'end');
              onChange(event.currentTarget.value);
            } else leaving.current = false;
          }}
        />
      </div>
    </div>
  );
}
