package org.callosum.server.customers.goods;

import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
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

/// What customers hold, order and are in touch about.
@RestController
@RequestMapping("/api")
class GoodsController {
    private final Holdings holdings;
    private final Orders orders;
    private final Subjects subjects;
    private final Relationship relationship;

    GoodsController(Holdings holdings, Orders orders, Subjects subjects, Relationship relationship) {
        this.holdings = holdings;
        this.orders = orders;
        this.subjects = subjects;
        this.relationship = relationship;
    }

    /// @param interactionId the contact in which it is asked for
    record OrderMove(
            @Nullable String state,
            @Nullable Integer version,
            @Nullable String interactionId) {}

    /// Products, orders, worth and wishes of a customer in one look (DSK-01, DSK-02).
    @GetMapping("/customers/{id}/glance")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    CustomerGlance glance(@PathVariable String id) {
        return relationship.glance(Ids.parse(id));
    }

    /// Contacts, cases, orders and changes, the newest first.
    @GetMapping("/customers/{id}/timeline")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    List<Relationship.Moment> timeline(
            @PathVariable String id, @RequestParam(required = false) @Nullable Instant before) {
        return relationship.timeline(Ids.parse(id), before);
    }

    @GetMapping("/customers/{id}/products")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Holding> holdings(@PathVariable String id) {
        return Page.whole(holdings.of(Ids.parse(id)));
    }

    @PostMapping("/customers/{id}/products")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Holding hold(@PathVariable String id, @RequestBody Holding wanted) {
        return holdings.create(Ids.parse(id), wanted);
    }

    @PutMapping("/customers/{id}/products/{holding}")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    Holding changeHolding(@PathVariable String id, @PathVariable String holding, @RequestBody Holding wanted) {
        return holdings.change(Ids.parse(id), Ids.parse(holding), wanted);
    }

    @GetMapping("/orders")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Order> orders(
            PageQuery query,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state) {
        return orders.page(query, id(client), id(customer), state == null || state.isBlank() ? null : state);
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null || text.isBlank() ? null : Long.valueOf(Ids.parse(text));
    }

    /// Contacts per 100 orders (M:CPO); the last 28 days unless asked otherwise.
    @GetMapping("/order-figures")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    OrderFigures figures(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return orders.figures(id(client), from, to);
    }

    @GetMapping("/orders/{id}")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Order order(@PathVariable String id) {
        return orders.one(Ids.parse(id));
    }

    /// Every step of its life, and where it may go from here.
    @GetMapping("/orders/{id}/history")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Order.Life history(@PathVariable String id) {
        return orders.life(Ids.parse(id));
    }

    @PostMapping("/orders")
    @RequiresRight(Right.ORDERS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Order create(@RequestBody Order wanted) {
        return orders.create(wanted, Orders.Touch.DESK);
    }

    @PutMapping("/orders/{id}")
    @RequiresRight(Right.ORDERS_EDIT)
    Order change(@PathVariable String id, @RequestBody Order wanted) {
        return orders.change(Ids.parse(id), wanted, Orders.Touch.DESK);
    }

    @PostMapping("/orders/{id}/state")
    @RequiresRight(Right.ORDERS_EDIT)
    Order move(@PathVariable String id, @RequestBody OrderMove wanted) {
        return orders.move(
                Ids.parse(id),
                wanted.state() == null ? "" : wanted.state(),
                wanted.version(),
                new Orders.Touch("desk", id(wanted.interactionId())));
    }

    @GetMapping("/interactions/{id}/subjects")
    @RequiresRight({Right.INTERACTIONS_VIEW, Right.DESK_WORK})
    Subjects.About subjects(@PathVariable String id) {
        return subjects.of(Ids.parse(id));
    }

    @PutMapping("/interactions/{id}/subjects")
    @RequiresRight({Right.INTERACTIONS_EDIT, Right.DESK_WORK})
    Subjects.About subjects(@PathVariable String id, @RequestBody Subjects.About wanted) {
        return subjects.put(Ids.parse(id), wanted);
    }
}
