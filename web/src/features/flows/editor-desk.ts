import { createContext, use } from 'react';
import type { Flow, Placed } from './flow-model';
import type { Path } from './flow-text';
import type { Plain } from './yaml-write';

/** What the fields of a step need of the editor around them. */
export type Desk = {
  flow: Flow;
  editable: boolean;
  clientId: string | undefined;
  findings: Placed[];
  names: string[];
  set: (path: Path, value: Plain) => void;
  remove: (path: Path) => void;
  swap: (list: Path, one: number, other: number) => void;
  repair: (finding: Placed) => void;
  pick: (step: string) => void;
  /** A new step of a kind that this way leads to. */
  insert: (path: Path, kind: string) => void;
  openFlow: (code: string) => void;
};
export const DeskContext = createContext<Desk | undefined>(undefined);
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk outside of an editor: mount the field below DeskContext');
  return desk;
}
