package org.callosum.server.identity;

import java.util.Arrays;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
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

/// Roles and the rights there are.
@RestController
@RequestMapping("/api")
class RolesController {
    private final Roles roles;

    RolesController(Roles roles) {
        this.roles = roles;
    }

    /// @param into id of the role that remains
    record Merge(String into) {}

    record RightEntry(String code, String area, Text name) {}

    @GetMapping("/rights")
    @RequiresRight(Right.ACCOUNTS_VIEW)
    List<RightEntry> rights() {
        return Arrays.stream(Right.values())
                .map(right -> new RightEntry(right.code(), right.area(), right.label()))
                .toList();
    }

    @GetMapping("/roles")
    @RequiresRight(Right.ACCOUNTS_VIEW)
    Page<Role> list(PageQuery query) {
        return roles.page(query);
    }

    @GetMapping("/roles/{id}")
    @RequiresRight(Right.ACCOUNTS_VIEW)
    Role one(@PathVariable String id) {
        return roles.one(Ids.parse(id));
    }

    @PostMapping("/roles")
    @RequiresRight(Right.ROLES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Role create(@RequestBody Role wanted) {
        return roles.create(wanted);
    }

    @PutMapping("/roles/{id}")
    @RequiresRight(Right.ROLES_EDIT)
    Role change(@PathVariable String id, @RequestBody Role wanted) {
        return roles.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/roles/{id}")
    @RequiresRight(Right.ROLES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        roles.delete(Ids.parse(id));
    }

    @PostMapping("/roles/{id}/merge")
    @RequiresRight(Right.ROLES_EDIT)
    Role merge(@PathVariable String id, @RequestBody Merge merge) {
        return roles.merge(Ids.parse(id), Ids.parse(merge.into()));
    }
}
