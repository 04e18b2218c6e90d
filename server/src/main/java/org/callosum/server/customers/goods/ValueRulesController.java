package org.callosum.server.customers.goods;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/value-rules")
class ValueRulesController {
    private final ValueRules rules;

    ValueRulesController(ValueRules rules) {
        this.rules = rules;
    }

    record ValueRuleApplied(int changed) {}

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_VALUE)
    Page<ValueRule> all() {
        return Page.whole(rules.all());
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_VALUE)
    ValueRule one(@PathVariable String id) {
        return rules.of(Ids.parse(id));
    }

    @PutMapping
    @RequiresRight(Right.CLIENTS_EDIT)
    ValueRule put(@RequestBody ValueRule wanted) {
        return rules.put(wanted);
    }

    /// Ranks every customer of the client anew.
    @PostMapping("/{id}/apply")
    @RequiresRight(Right.CLIENTS_EDIT)
    ValueRuleApplied apply(@PathVariable String id) {
        return new ValueRuleApplied(rules.apply(Ids.parse(id)));
    }
}
