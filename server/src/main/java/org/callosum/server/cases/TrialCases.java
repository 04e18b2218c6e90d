package org.callosum.server.cases;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.callosum.server.customers.goods.TrialReturns;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A product lent for a trial leaves a follow-up that is due on the day it is to be back (APP-M4).
@Component
@Transactional
class TrialCases implements TrialReturns {
    private static final String FOLLOW_UP = "follow-up";
    private static final int MORNING = 9;

    private final Cases cases;

    TrialCases(Cases cases) {
        this.cases = cases;
    }

    @Override
    public void owed(long client, long customer, Text product, LocalDate until) {
        var unused = cases.create(new Cases.NewCase(
                FOLLOW_UP,
                Long.toString(client),
                Long.toString(customer),
                null,
                "trial-return",
                product.in(Language.EN) + " · " + until,
                null,
                null,
                null,
                null,
                until.atTime(MORNING, 0).toInstant(ZoneOffset.UTC),
                null));
    }
}
