package org.callosum.server.customers.goods;

import org.callosum.server.platform.erasure.Eraser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Orders and products of a forgotten customer are still counted; their numbers, addresses and
/// references go.
@Component
@Transactional
class GoodsEraser implements Eraser {
    private final JdbcClient database;

    GoodsEraser(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String room() {
        return "goods";
    }

    @Override
    public int erase(Erasure erasure) {
        var rows = database.sql(
                        "update customer_product set reference = null where customer_id = :id and reference is not null")
                .param("id", erasure.customerId())
                .update();
        return rows + database.sql("""
                                update customer_order set deliver_to = null, number = 'erased-' || id
                                 where customer_id = :id and number not like 'erased-%'""").param("id", erasure.customerId()).update();
    }
}
