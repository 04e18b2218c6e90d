package org.callosum.server.scripts;

import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which results the script of a contact proposes, for whoever wraps it up.
@Service
public class ProposedResults {
    private final JdbcClient database;

    ProposedResults(JdbcClient database) {
        this.database = database;
    }

    /// Codes of dispositions, in the order they were proposed; of the open run, else of the last one.
    @Transactional(readOnly = true)
    public List<String> of(long interaction) {
        return database.sql("""
                        select dispositions from script_run where interaction_id = :interaction
                         order by state = 'open' desc, started_at desc, id desc limit 1""")
                .param("interaction", interaction)
                .query((row, _) -> List.copyOf(Rows.strings(row, "dispositions")))
                .optional()
                .orElse(List.of());
    }
}
