import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LabelledTable } from './labelled-table';

function Figures({ rows }: { rows: [string, number][] }) {
  return (
    <LabelledTable className="list">
      <thead>
        <tr>
          <th>Team</th>
          <th>Escalated</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([team, count]) => (
          <tr key={team}>
            <th scope="row">{team}</th>
            <td>{count}</td>
          </tr>
        ))}
        <tr>
          <td colSpan={2}>nothing more</td>
        </tr>
      </tbody>
    </LabelledTable>
  );
}

test('each figure knows its column, a row that came later, too', () => {
  const { rerender } = render(<Figures rows={[['Harbour', 3]]} />);
  rerender(
    <Figures
      rows={[
        ['Harbour', 3],
        ['Northlight', 4],
      ]}
    />,
  );
  expect(screen.getByText('3').dataset['label']).toBe('Escalated');
  expect(screen.getByText('4').dataset['label']).toBe('Escalated');
  expect(screen.getByText('Harbour').dataset['label']).toBeUndefined();
  expect(screen.getByText('nothing more').dataset['label']).toBeUndefined();
});
