package org.callosum.server.scripts;

import java.util.LinkedHashSet;
import java.util.List;
import org.callosum.server.customers.OpenCases;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What stands beside a customer's record: open orders, products they hold, open cases.
@Repository
class CustomersGoods {
    private static final int MOST = 20;

    private final JdbcClient database;
    private final OpenCases cases;

    CustomersGoods(JdbcClient database, OpenCases cases) {
        this.database = database;
        this.cases = cases;
    }

    /// @param orders numbers of those that are on their way, the latest first
    /// @param products held and not ended, the latest first
    record Goods(List<String> orders, List<Held> products, int cases) {
        static final Goods NONE = new Goods(List.of(), List.of(), 0);

        Goods {
            orders = List.copyOf(orders);
            products = List.copyOf(products);
        }

        LinkedHashSet<String> productCodes() {
            var codes = new LinkedHashSet<String>();
            products.forEach(each -> codes.add(each.code()));
            return codes;
        }

        @Override
        public String toString() {
            return "Goods"; // nothing personal in a log
        }
    }

    record Held(String code, Text name) {}

    /// At most 20 of each.
    Goods of(@Nullable Long customer) {
        if (customer == null) {
            return Goods.NONE;
        }
        return new Goods(
                database.sql("""
                                select number from customer_order
                                 where customer_id = :customer and state in ('placed', 'confirmed', 'shipped')
                                 order by placed_at desc, id desc limit :most""")
                        .param("customer", customer)
                        .param("most", MOST)
                        .query((row, _) -> row.getString("number"))
                        .list(),
                database.sql("""
                                select p.code, p.name::text as name from customer_product h join product p on p.id = h.product_id
                                 where h.customer_id = :customer and h.state <> 'ended' and h.kind = 'bought'
                                   and (h.until is null or h.until >= current_date)
                                 order by h.since desc, h.id desc limit :most""")
                        .param("customer", customer)
                        .param("most", MOST)
                        .query((row, _) -> new Held(row.getString("code"), Rows.text(row, "name")))
                        .list(),
                cases.of(customer));
    }
}
