package org.callosum.server.customers;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/customers")
class CustomersController {
    private final Customers customers;

    CustomersController(Customers customers) {
        this.customers = customers;
    }

    record Reason(@Nullable String reason) {}

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Customer> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable Integer rankFrom,
            @RequestParam(required = false) @Nullable String product) {
        var entitled = Tenancy.current().may(Right.CUSTOMERS_VALUE);
        if (!entitled && (rankFrom != null || String.valueOf(query.sort()).contains("valueRank"))) {
            throw Problems.forbidden("right-missing", Map.of("right", Right.CUSTOMERS_VALUE.code()));
        }
        var page = customers.page(query, new CustomerFilter(id(client), level, rankFrom, id(product)));
        return new Page<>(page.items().stream().map(CustomersController::shown).toList(), page.total());
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null || text.isBlank() ? null : Long.valueOf(Ids.parse(text));
    }

    /// The value rank goes to those entitled only.
    static Customer shown(Customer customer) {
        return Tenancy.current().may(Right.CUSTOMERS_VALUE) ? customer : customer.ranked(null);
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Customer one(@PathVariable String id) {
        return shown(customers.find(Ids.parse(id)).orElseThrow(() -> Problems.notFound("customer", id)));
    }

    @GetMapping("/{id}/history")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    List<CustomerChange> history(@PathVariable String id) {
        return customers.history(Ids.parse(id));
    }

    /// Takes one edit back.
    @PostMapping("/{id}/history/{change}/undo")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    Customer undo(@PathVariable String id, @PathVariable String change) {
        return shown(customers.takeBack(Ids.parse(id), Ids.parse(change)));
    }

    @PostMapping
    @RequiresRight(Right.CUSTOMERS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Customer create(@RequestBody Customer wanted) {
        return shown(customers.create(wanted));
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    Customer change(@PathVariable String id, @RequestBody Customer wanted) {
        return shown(customers.change(Ids.parse(id), wanted));
    }

    @PostMapping("/{id}/erase")
    @RequiresRight(Right.CUSTOMERS_ERASE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String id, @RequestBody Reason why) {
        customers.erase(Ids.parse(id), why.reason());
    }
}
