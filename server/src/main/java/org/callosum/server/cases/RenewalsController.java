package org.callosum.server.cases;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Contracts that come to their end, and their renewal.
@RestController
@RequestMapping("/api/ending-contracts")
class RenewalsController {
    private final Renewals renewals;

    RenewalsController(Renewals renewals) {
        this.renewals = renewals;
    }

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Renewals.Ending> ending(
            PageQuery query,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer within) {
        return renewals.ending(
                query, client == null || client.isBlank() ? null : Long.valueOf(Ids.parse(client)), within);
    }

    /// The task of renewing it: opened, or the one there is.
    @PostMapping("/{holding}/renewal")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow renew(@PathVariable String holding) {
        return renewals.renew(Ids.parse(holding));
    }
}
