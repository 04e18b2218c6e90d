/**
 * What was typed and is not yet with the server, kept by this tab alone: a reload or a crash of the page loses nothing,
 * and closing the tab leaves nothing of a customer behind.
 */
const name = (key: string) => `callosum.draft.${key}`;

export const draft = {
  read: (key: string): string | null => sessionStorage.getItem(name(key)),
  keep: (key: string, text: string): void => {
    try {
      sessionStorage.setItem(name(key), text);
    } catch {
      // full or forbidden: then only the server's copy, which is 0.8 s behind, survives a reload
    }
  },
  forget: (key: string): void => sessionStorage.removeItem(name(key)),
};
