package org.callosum.server.customers.connectors;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.goods.Orders;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class ConnectorsController {
    private final Connectors connectors;
    private final ConnectorCalls calls;
    private final Customers customers;
    private final Orders orders;
    private final SelfService selfService;

    ConnectorsController(
            Connectors connectors, ConnectorCalls calls, Customers customers, Orders orders, SelfService selfService) {
        this.connectors = connectors;
        this.calls = calls;
        this.customers = customers;
        this.orders = orders;
        this.selfService = selfService;
    }

    /// What a client's own system says.
    ///
    /// @param fault a code where it says nothing; null: it answered
    /// @param fields label to value
    @Schema(name = "OutsideKnowledge")
    record Told(Text name, String code, @Nullable String fault, List<Field> fields) {
        @Schema(name = "OutsideField")
        record Field(String label, String value) {}
    }

    record ConnectorTrial(@Nullable String value) {}

    /// @param number from which somebody would call
    /// @param order its number; needed by an order system
    record CallerTrial(@Nullable String number, @Nullable String order) {}

    /// What a flow would be given.
    ///
    /// @param status 200; 404: nothing is known, or it is not this caller's; 0: no answer
    record CallerTold(int status, List<Told.Field> fields) {}

    record ConnectorNote(
            @Nullable String interactionId, @Nullable String text) {}

    record ConnectorNoted(int systems) {}

    @GetMapping("/connectors")
    @RequiresRight(Right.SETTINGS_EDIT)
    Page<Connector> list(PageQuery query) {
        return connectors.page(query);
    }

    @GetMapping("/connectors/{id}")
    @RequiresRight(Right.SETTINGS_EDIT)
    Connector one(@PathVariable String id) {
        return connectors.one(Ids.parse(id));
    }

    @PostMapping("/connectors")
    @RequiresRight(Right.SETTINGS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Connector create(@RequestBody Connector wanted) {
        return connectors.create(wanted);
    }

    @PutMapping("/connectors/{id}")
    @RequiresRight(Right.SETTINGS_EDIT)
    Connector change(@PathVariable String id, @RequestBody Connector wanted) {
        return connectors.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/connectors/{id}")
    @RequiresRight(Right.SETTINGS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        connectors.delete(Ids.parse(id));
    }

    /// Asks once, with a number or an order number, and shows what would be seen.
    @PostMapping("/connectors/{id}/try")
    @RequiresRight(Right.SETTINGS_EDIT)
    Told attempt(@PathVariable String id, @RequestBody ConnectorTrial trial) {
        var fields = new Fields();
        fields.required("value", trial.value(), 100);
        fields.check();
        return ask(connectors.ready(Ids.parse(id)), Objects.requireNonNull(trial.value()));
    }

    /// What a caller from a number would be told of themselves, or of an order. Nothing is done.
    @PostMapping("/connectors/{id}/try-caller")
    @RequiresRight(Right.SETTINGS_EDIT)
    CallerTold attemptAsCaller(@PathVariable String id, @RequestBody CallerTrial trial) {
        var ready = connectors.ready(Ids.parse(id));
        var fields = new Fields();
        fields.required("number", trial.number(), 64);
        if ("orders".equals(ready.connector().kind())) {
            fields.required("order", trial.order(), 100);
        }
        fields.check();
        var client = Long.parseLong(Objects.requireNonNull(ready.connector().clientId()));
        var customer = customers
                .byNumber(client, Objects.requireNonNull(trial.number()))
                .filter(found -> found.erasedAt() == null);
        if (customer.isEmpty()) {
            return new CallerTold(404, List.of());
        }
        var told = selfService.trial(
                Tenancy.current().tenantId(),
                ready,
                customer.get(),
                Objects.requireNonNullElse(trial.order(), "").strip());
        return new CallerTold(
                told.status(),
                told.fields().entrySet().stream()
                        .map(each -> new Told.Field(each.getKey(), each.getValue()))
                        .toList());
    }

    /// What the client's systems say of a customer. Waits for the slowest of their time limits, and no
    /// call waits for it.
    @GetMapping("/customers/{id}/outside")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    List<Told> ofCustomer(@PathVariable String id) {
        var customer = customers
                .find(Ids.parse(id))
                .filter(found -> found.erasedAt() == null)
                .orElseThrow(() -> Problems.notFound("customer", id));
        var number = Objects.requireNonNullElse(
                        customer.numbers(), List.<org.callosum.server.customers.Customer.Number>of())
                .stream()
                .findFirst();
        var told = new ArrayList<Told>();
        if (number.isPresent()) {
            for (var each : connectors.active(Long.parseLong(Objects.requireNonNull(customer.clientId())), "crm")) {
                told.add(ask(each, Objects.requireNonNull(number.get().number())));
            }
        }
        return told;
    }

    /// What the client's order system says of an order.
    @GetMapping("/orders/{id}/outside")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    List<Told> ofOrder(@PathVariable String id) {
        var order = orders.one(Ids.parse(id));
        return connectors.active(Long.parseLong(Objects.requireNonNull(order.clientId())), "orders").stream()
                .map(each -> ask(each, Objects.requireNonNull(order.number())))
                .toList();
    }

    private Told ask(Connectors.Ready ready, String value) {
        var connector = ready.connector();
        var path = ConnectorCalls.filled(
                Objects.requireNonNull(connector.readPath()), Map.of("number", value, "order", value));
        var name = Objects.requireNonNull(connector.name());
        var code = Objects.requireNonNull(connector.code());
        return switch (calls.read(ready.target(), path)) {
            case ConnectorCalls.Outcome.Found(var fields) ->
                new Told(
                        name,
                        code,
                        null,
                        fields.entrySet().stream()
                                .map(each -> new Told.Field(each.getKey(), each.getValue()))
                                .toList());
            case ConnectorCalls.Outcome.NotThere _, ConnectorCalls.Outcome.TooLate _ ->
                new Told(name, code, "connector-not-there", List.of());
            case ConnectorCalls.Outcome.Failed(var fault) -> new Told(name, code, fault, List.of());
        };
    }

    /// Writes a note of a contact into the client's CRM, by way of an outbox.
    @PostMapping("/customers/{id}/outside-notes")
    @RequiresRight(Right.CUSTOMERS_EDIT)
    ConnectorNoted note(@PathVariable String id, @RequestBody ConnectorNote note) {
        var fields = new Fields();
        fields.required("text", note.text(), 4_000);
        var interaction = fields.optionalId("interactionId", note.interactionId());
        fields.check();
        var customer = Ids.parse(id);
        var client = Customers.living(customers.find(customer), customer);
        return new ConnectorNoted(connectors.note(
                client, customer, interaction == null ? 0 : interaction, Objects.requireNonNull(note.text())));
    }
}
