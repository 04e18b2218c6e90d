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
/// @param callers of an order system: what callers who help themselves may hear and do; absent: nothing
/// @param spoken of a CRM: what callers hear of their own account, at most 10
/// @param timeoutMillis 100 to 10 000, for the whole exchange
/// @param cacheMinutes 0 to 60: so long an answer is taken as still true
/// @param state `closed` is well; `open`: it failed too often and is left alone for a while
/// @param waiting notes that are still to be written
@Answered(except = {"writePath", "secret", "callers", "lastFault"})
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
        @Nullable Callers callers,
        @Nullable List<Spoken> spoken,
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

    /// How an order system serves callers. Paths into the JSON are as in [Mapping]; paths for acts have
    /// `{order}` in them, and an act without one is not offered by this system.
    ///
    /// @param active false: kept, and not for callers
    /// @param ownerPath who ordered
    /// @param ownerIs what that is compared with on the customer's record: any of their numbers, or their e-mail
    /// @param statePath where it stands, in their words
    /// @param states their words and ours; a word that is not here leads a caller to a person
    /// @param dayPath the day of delivery that was promised, ISO 8601
    /// @param quantityPath how many, of an order with one line
    /// @param cancelPath cancels
    /// @param postponePath puts off to another day; needs `dayPath`
    /// @param changePath changes how many; needs `quantityPath`
    @Answered(
            except = {
                "ownerPath",
                "ownerIs",
                "statePath",
                "states",
                "dayPath",
                "quantityPath",
                "cancelPath",
                "postponePath",
                "changePath"
            })
    @Schema(name = "ConnectorCallers")
    public record Callers(
            @Nullable Boolean active,
            @Nullable String ownerPath,

            @Nullable @Schema(allowableValues = {"number", "email"})
            String ownerIs,

            @Nullable String statePath,
            @Nullable List<StateWord> states,
            @Nullable String dayPath,
            @Nullable String quantityPath,
            @Nullable String cancelPath,
            @Nullable String postponePath,
            @Nullable String changePath) {
        boolean open() {
            return Boolean.TRUE.equals(active);
        }
    }

    /// @param theirs a word of the other system, compared without case
    @Answered
    @Schema(name = "ConnectorStateWord")
    public record StateWord(
            @Nullable String theirs,

            @Nullable
            @Schema(allowableValues = {"placed", "confirmed", "shipped", "delivered", "cancelled", "returned"})
            String ours) {}

    /// A field of the answer that callers may hear.
    ///
    /// @param name by which a flow takes it, such as `balance`
    /// @param kind `number` is a decimal, rounded as `…Whole` as well; `date` an ISO day, with `…Days` from today;
    ///     `money` a decimal in the large unit, with `…Whole` and two digits `…Cents`
    @Answered
    @Schema(name = "ConnectorSpoken")
    public record Spoken(
            @Nullable String name,
            @Nullable String path,

            @Nullable @Schema(allowableValues = {"text", "number", "date", "money"})
            String kind) {}

    @Override
    public String toString() {
        return "Connector[" + id + "]"; // no secret in a log
    }
}
