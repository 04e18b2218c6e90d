package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The state of lines and telephones, for those who lead the floor: no addresses, no names of users. Telephones
/// count at whichever node they are registered; of lines it is told what this node finds, since each tries them
/// by itself.
@Service
class EquipmentStates {
    private final Trunks trunks;
    private final PhoneStates states;
    private final JdbcClient database;

    EquipmentStates(Trunks trunks, PhoneStates states, JdbcClient database) {
        this.trunks = trunks;
        this.states = states;
        this.database = database;
    }

    /// @param phones that agents answer with and that have to register
    /// @param phonesRegistered of these
    /// @param trunks in use
    /// @param down those of them that do not serve
    @Schema(name = "EquipmentState")
    record Equipment(int phones, int phonesRegistered, int trunks, List<Down> down) {}

    @Schema(name = "TrunkDown")
    record Down(@Nullable String name, @Nullable String problem) {}

    @Transactional(readOnly = true)
    Equipment now() {
        var phones = database.sql("""
                        select d.id from device d join agent a on a.id = d.agent_id
                         where d.active and d.address is null and a.active and a.device = 'phone'""")
                .query((row, _) -> Long.toString(row.getLong("id")))
                .list();
        var now = states.now();
        var inUse = trunks.page(new PageQuery(null, 0, PageQuery.LARGEST, null)).items().stream()
                .filter(each -> Boolean.TRUE.equals(each.active()))
                .toList();
        return new Equipment(
                phones.size(),
                (int) phones.stream()
                        .filter(each -> now.apply(each).registered())
                        .count(),
                inUse.size(),
                inUse.stream()
                        .filter(each -> each.state() != null && each.state().problem() != null)
                        .map(each -> new Down(
                                each.name(),
                                each.state() == null ? null : each.state().problem()))
                        .toList());
    }
}
