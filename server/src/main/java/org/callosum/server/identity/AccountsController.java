package org.callosum.server.identity;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
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

/// Accounts: who may come in, as what.
@RestController
@RequestMapping("/api/accounts")
class AccountsController {
    private final Accounts accounts;

    AccountsController(Accounts accounts) {
        this.accounts = accounts;
    }

    /// A password shown once.
    record OneTimePassword(String password) {}

    @GetMapping
    @RequiresRight(Right.ACCOUNTS_VIEW)
    Page<Account> list(PageQuery query) {
        return accounts.page(query);
    }

    /// The new account; its one-time password is asked for with its own request.
    @PostMapping
    @RequiresRight(Right.ACCOUNTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Account create(@RequestBody Account wanted) {
        return accounts.create(wanted).account();
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.ACCOUNTS_VIEW)
    Account one(@PathVariable String id) {
        return accounts.one(Ids.parse(id));
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.ACCOUNTS_EDIT)
    Account change(@PathVariable String id, @RequestBody Account wanted) {
        return accounts.change(Ids.parse(id), wanted);
    }

    @PostMapping("/{id}/one-time-password")
    @RequiresRight(Right.ACCOUNTS_EDIT)
    OneTimePassword renew(@PathVariable String id) {
        return new OneTimePassword(accounts.renewPassword(Ids.parse(id)));
    }

    @GetMapping("/{id}/sessions")
    @RequiresRight(Right.ACCOUNTS_VIEW)
    Page<Sessions.Open> sessions(@PathVariable String id) {
        return Page.whole(accounts.sessions(Ids.parse(id)));
    }

    @DeleteMapping("/{id}/sessions")
    @RequiresRight(Right.ACCOUNTS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@PathVariable String id) {
        accounts.signOutEverywhere(Ids.parse(id));
    }
}
