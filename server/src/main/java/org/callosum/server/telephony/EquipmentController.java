package org.callosum.server.telephony;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/telephony")
class EquipmentController {
    private final EquipmentStates equipment;

    EquipmentController(EquipmentStates equipment) {
        this.equipment = equipment;
    }

    /// How many telephones and lines serve now.
    @GetMapping("/equipment")
    @RequiresRight(Right.FLOOR_VIEW)
    EquipmentStates.Equipment now() {
        return equipment.now();
    }
}
