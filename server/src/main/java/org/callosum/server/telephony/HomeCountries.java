package org.callosum.server.telephony;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// In which country's form a client's numbers are written: as its dialling limits say, else as its time zone suggests.
@Component
public class HomeCountries {
    /// Where nothing is known: only numbers with `+` or `00`, and short ones, mean anything.
    static final Country UNKNOWN = new Country(
            "", "", "", List.of("00"), new Country.Digits(99, 99), List.of(), List.of(), List.of(), List.of());

    private final JdbcClient database;
    private final Countries countries = Countries.shipped();

    HomeCountries(JdbcClient database) {
        this.database = database;
    }

    public Country of(long client) {
        return database.sql("""
                        select c.time_zone, l.country from client c left join dialling_limit l on l.client_id = c.id
                         where c.id = :client""")
                .param("client", client)
                .query((row, _) -> country(row.getString("country"), row.getString("time_zone")))
                .optional()
                .orElse(UNKNOWN);
    }

    public Countries all() {
        return countries;
    }

    Country country(@Nullable String code, String zone) {
        return Optional.ofNullable(code)
                .flatMap(countries::of)
                .or(() -> countries.ofZone(zone))
                .orElse(UNKNOWN);
    }
}
