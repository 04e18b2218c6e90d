package org.callosum.server.customers;

import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Records that may be one person: found, merged, taken apart again.
@RestController
@RequestMapping("/api")
class DuplicatesController {
    private final Duplicates duplicates;
    private final CustomerMerges merges;

    DuplicatesController(Duplicates duplicates, CustomerMerges merges) {
        this.duplicates = duplicates;
        this.merges = merges;
    }

    record OtherCustomer(@Nullable String other) {}

    @GetMapping("/customer-duplicates")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    Page<DuplicatePair> list(@RequestParam(required = false) @Nullable String client) {
        var found = duplicates.find(client == null || client.isBlank() ? null : Ids.parse(client));
        return new Page<>(
                found.items().stream()
                        .map(each -> new DuplicatePair(
                                CustomersController.shown(each.first()),
                                CustomersController.shown(each.second()),
                                each.score(),
                                each.reasons()))
                        .toList(),
                found.total());
    }

    /// Merges the other into this one.
    @PostMapping("/customers/{id}/merge")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    Customer merge(@PathVariable String id, @RequestBody CustomerMerges.Wish wish) {
        return CustomersController.shown(merges.merge(Ids.parse(id), wish));
    }

    /// They are two people.
    @PostMapping("/customers/{id}/distinct")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void distinct(@PathVariable String id, @RequestBody OtherCustomer told) {
        duplicates.distinct(Ids.parse(id), Ids.parse(told.other() == null ? "" : told.other()));
    }

    @GetMapping("/customers/{id}/merges")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    List<CustomerMerges.Done> merges(@PathVariable String id) {
        return merges.of(Ids.parse(id));
    }

    @PostMapping("/customer-merges/{id}/undo")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    Customer undo(@PathVariable String id) {
        return CustomersController.shown(merges.undo(Ids.parse(id)));
    }
}
