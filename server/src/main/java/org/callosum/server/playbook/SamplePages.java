package org.callosum.server.playbook;

import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.pages.PageBook;
import org.callosum.server.pages.SynonymBook;
import org.springframework.stereotype.Component;

/// What the sample centre's agents read, approved from its first day, and the words that mean the same to
/// them.
@Component
class SamplePages {
    private final PageBook book;
    private final SynonymBook synonyms;

    SamplePages(PageBook book, SynonymBook synonyms) {
        this.book = book;
        this.synonyms = synonyms;
    }

    /// Brings what is not there yet; what a site has changed stays.
    void bring(Map<String, ClientId> clients) {
        PlaybookFiles.pages(clients).forEach(book::bring);
        synonyms.bring(PlaybookFiles.synonyms());
    }
}
