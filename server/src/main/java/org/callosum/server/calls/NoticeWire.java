package org.callosum.server.calls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Words about calls as notices of the database, sealed under the house's master key: they may hold a
/// number that an agent typed. A word that gets lost is a question without an answer.
final class NoticeWire implements CallsElsewhere.Wire {
    /// Said with `interaction:words`.
    static final String ASKED = "call-asked";

    /// Said with `node:words`.
    static final String REPLIED = "call-replied";

    /// Said with `tenant:agent`: what their desk shows has changed.
    static final String CHANGED = "call-changed";

    private static final Logger LOG = LoggerFactory.getLogger(NoticeWire.class);
    private static final String PURPOSE = "calls between nodes";

    /// A notice of PostgreSQL holds 8 000 bytes.
    private static final int LONGEST = 7_000;

    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Nodes nodes;
    private final MasterKey key;
    private final JsonMapper json;

    NoticeWire(Tenancy tenancy, JdbcClient database, Nodes nodes, MasterKey key, JsonMapper json) {
        this.tenancy = tenancy;
        this.database = database;
        this.nodes = nodes;
        this.key = key;
        this.json = json;
    }

    /// Any other node, since a call-back lives on where it is taken up; but not what this process began.
    @Override
    public boolean mayHave(InteractionId interaction) {
        return !nodes.othersPresent().isEmpty() && !ours(interaction);
    }

    @Override
    public boolean ours(InteractionId interaction) {
        return Ids.nodeOf(interaction.value()) == nodes.number() && nodes.runs(interaction.value());
    }

    @Override
    public int node() {
        return nodes.number();
    }

    @Override
    public void say(long tenant, int node, Object words) {
        var sealed = Base64.getEncoder()
                .encodeToString(key.seal(json.writeValueAsString(words).getBytes(StandardCharsets.UTF_8), PURPOSE));
        if (sealed.length() > LONGEST) {
            throw new IllegalArgumentException("%d characters are too many for a notice".formatted(sealed.length()));
        }
        var topic = words instanceof ElsewhereWords.Asked ? ASKED : REPLIED;
        var address = words instanceof ElsewhereWords.Asked question ? question.interaction() : node;
        tenancy.asSystem(tenant, () -> Notices.say(database, topic, address + ":" + sealed));
    }

    /// The agent's desk has something new to show; their page may be at another node.
    void changed(AgentLines.Key agent) {
        if (!nodes.othersPresent().isEmpty()) {
            tenancy.asSystem(
                    agent.tenant(),
                    () -> Notices.say(
                            database,
                            CHANGED,
                            agent.tenant() + ":" + agent.agent().value()));
        }
    }

    /// Hears the other nodes; what is lost is asked for again by whoever needs it.
    void listen(Notices notices, CallCentre centre, CallsElsewhere calls, Floors floors) {
        notices.subscribe(ASKED, text -> {
            if (text == null) {
                return;
            }
            var about = new InteractionId(leading(text));
            if (centre.call(about) != null || ours(about)) {
                var words = open(text, ElsewhereWords.Asked.class);
                if (words != null) {
                    calls.heard(words);
                }
            }
        });
        notices.subscribe(REPLIED, text -> {
            if (text != null && leading(text) == nodes.number()) {
                var words = open(text, ElsewhereWords.Replied.class);
                if (words != null) {
                    calls.replied(words);
                }
            }
        });
        notices.subscribe(CHANGED, text -> {
            if (text != null) {
                var agent = new AgentId(Long.parseLong(text.substring(text.indexOf(':') + 1)));
                long tenant = leading(text);
                var unused = floors.read(tenant, floor -> {
                            var view = floor.agent(agent);
                            return view == null ? java.util.List.<org.callosum.floor.WorkView>of() : view.work();
                        })
                        .thenAccept(work -> work.forEach(each -> calls.refresh(tenant, each.interaction())));
            }
        });
    }

    private static long leading(String text) {
        return Long.parseLong(text, 0, text.indexOf(':'), 10);
    }

    private <T> @Nullable T open(String text, Class<T> kind) {
        try {
            var plain = key.open(Base64.getDecoder().decode(text.substring(text.indexOf(':') + 1)), PURPOSE);
            return json.readValue(new String(plain, StandardCharsets.UTF_8), kind);
        } catch (RuntimeException unreadable) {
            LOG.warn("Words that no node of this house wrote are ignored: {}", unreadable.getMessage());
            return null;
        }
    }
}
