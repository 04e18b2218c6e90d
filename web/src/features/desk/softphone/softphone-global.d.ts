import type { PhoneStats } from './softphone';

declare global {
  interface Window {
    /** For tests and support: figures of the agent's audio connection. Documented in web/README.md. */
    __callosum?: { stats: () => Promise<PhoneStats> };
  }
}
