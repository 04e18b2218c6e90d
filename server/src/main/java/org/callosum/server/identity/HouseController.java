package org.callosum.server.identity;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.access.SignedIn;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
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

/// Clients and sites. Every list of the product names them, so everybody signed in may read those of their own scope.
@RestController
@RequestMapping("/api")
class HouseController {
    private final Clients clients;
    private final Sites sites;

    HouseController(Clients clients, Sites sites) {
        this.clients = clients;
        this.sites = sites;
    }

    @GetMapping("/clients")
    @SignedIn
    Page<Client> clients(PageQuery query) {
        return clients.page(query);
    }

    @GetMapping("/clients/{id}")
    @SignedIn
    Client client(@PathVariable String id) {
        return clients.one(Ids.parse(id));
    }

    @PostMapping("/clients")
    @RequiresRight(Right.CLIENTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Client createClient(@RequestBody Client wanted) {
        return clients.create(wanted);
    }

    @PutMapping("/clients/{id}")
    @RequiresRight(Right.CLIENTS_EDIT)
    Client changeClient(@PathVariable String id, @RequestBody Client wanted) {
        return clients.change(Ids.parse(id), wanted);
    }

    @GetMapping("/sites")
    @SignedIn
    Page<Site> sites(PageQuery query) {
        return sites.page(query);
    }

    @GetMapping("/sites/{id}")
    @SignedIn
    Site site(@PathVariable String id) {
        return sites.one(Ids.parse(id));
    }

    @PostMapping("/sites")
    @RequiresRight(Right.CLIENTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Site createSite(@RequestBody Site wanted) {
        return sites.create(wanted);
    }

    @PutMapping("/sites/{id}")
    @RequiresRight(Right.CLIENTS_EDIT)
    Site changeSite(@PathVariable String id, @RequestBody Site wanted) {
        return sites.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/sites/{id}")
    @RequiresRight(Right.CLIENTS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteSite(@PathVariable String id) {
        sites.delete(Ids.parse(id));
    }
}
