package org.callosum.server.telephony;

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

@RestController
@RequestMapping("/api/devices")
class DevicesController {
    private final Devices devices;

    DevicesController(Devices devices) {
        this.devices = devices;
    }

    @GetMapping
    @RequiresRight({Right.TELEPHONY_VIEW, Right.AGENTS_EDIT})
    Page<Device> list(PageQuery query) {
        return devices.page(query);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.TELEPHONY_VIEW, Right.AGENTS_EDIT})
    Device one(@PathVariable String id) {
        return devices.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Device create(@RequestBody Device wanted) {
        return devices.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    Device change(@PathVariable String id, @RequestBody Device wanted) {
        return devices.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        devices.delete(Ids.parse(id));
    }

    @PostMapping("/{id}/secret")
    @RequiresRight(Right.TELEPHONY_EDIT)
    Device renewSecret(@PathVariable String id) {
        return devices.renewSecret(Ids.parse(id));
    }
}
