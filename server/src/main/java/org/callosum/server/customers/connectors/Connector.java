package org.callosum.server.customers.connectors;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// How a client's system is asked and written to, over HTTP with JSON.
///
/// @param kind `crm` knows customers by `{number}`, `orders` knows orders by `{order}`
/// @param baseUrl `https://crm.example.org/api`; private hosts must be named in `callosum.yaml`
/// @param authHeader the header that carries the secret
/// @param secret only when coming in; empty leaves the kept one
/// @param readPath below the base, with `{number}` or `{order}`
/// @param writePath where notes of contacts are posted to; null: nothing is written
/// @param autoNotes what agents wrote and how they closed a contact is posted there by itself; needs
///     `writePath`
/// @param timeoutMillis 100 to 10 000, for the whole exchange
/// @param cacheMinutes 0 to 60: so long an answer is taken as still true
/// @param state `closed` is well; `open`: it failed too often and is left alone for a while
/// @param waiting notes that are still to be written
@Answered(except = {"writePath", "secret", "lastFault"})
@Schema(name = "Connector")
public record Connector(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String clientId,
        @Nullable String code,
        @Nullable Text name,

        @Nullable @Schema(allowableValues = {"crm", "orders"})
        String kind,

        @Nullable String baseUrl,
        @Nullable String authHeader,
        @Nullable String secret,
        @Nullable Boolean secretKept,
        @Nullable String readPath,
        @Nullable String writePath,
        @Nullable Boolean autoNotes,
        @Nullable List<Mapping> mapping,
        @Nullable Integer timeoutMillis,
        @Nullable Integer cacheMinutes,
        @Nullable Boolean active,

        @Nullable @Schema(allowableValues = {"closed", "half-open", "open"})
        String state,

        @Nullable Integer waiting,
        @Nullable String lastFault) {
    /// One field of the answer.
    ///
    /// @param label as agents see it
    /// @param path into the JSON, such as `data.tier` or `items[0].state`
    @Answered
    @Schema(name = "ConnectorMapping")
    public record Mapping(@Nullable String label, @Nullable String path) {}

    @Override
    public String toString() {
        return "Connector[" + id + "]"; // no secret in a log
    }
}
