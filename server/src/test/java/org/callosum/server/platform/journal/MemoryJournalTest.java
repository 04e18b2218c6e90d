package org.callosum.server.platform.journal;

/// The journal that tests use keeps the promises, too.
class MemoryJournalTest extends JournalContract {
    private final MemoryJournal journal = new MemoryJournal();

    @Override
    Journal journal() {
        return journal;
    }

    @Override
    Ownership ownership() {
        return journal;
    }

    @Override
    long tenant() {
        return 1;
    }

    @Override
    void letTermEnd() {
        journal.advance(journal.termMillis());
    }
}
