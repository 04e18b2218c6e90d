package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An agent sees their own day (DSK-15): what they did beside what the queue did, and no single colleague's.
@ServerTest
class OwnDayTest {
    private final ApplicationContext application;
    private final Furnished here;
    private final Caller me;
    private final QueueId sales;
    private final AgentId mine;
    private int position;

    OwnDayTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.me = here.staff();
        this.sales = here.queue("sales", Map.of());
        this.mine = here.agent("Amy Chen", "7", Map.of("accountId", account()));
    }

    private String account() {
        return Long.toString(here.house().administratorId());
    }

    private void asSystem(String sql) {
        application
                .getBean(Tenancy.class)
                .asSystem(
                        here.house().tenantId(),
                        () -> application.getBean(JdbcClient.class).sql(sql).update());
    }

    private long id() {
        return application.getBean(Ids.class).next();
    }

    /// A contact that is finished now.
    ///
    /// @param talkSeconds hold included
    private void finished(AgentId agent, String kind, int talkSeconds, int holdSeconds, int wrapUpSeconds) {
        long id = id();
        asSystem("""
                insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at, answered_at, ended_at,
                    hold_millis, wrap_up_end, outcome, agent_id, offers, kind)
                values (%d, %d, %d, %s, %d, now() - interval '%d seconds', now() - interval '%d seconds',
                    now() - interval '%d seconds', %d, now(), 'handled', %s, 1, '%s')""".formatted(
                        here.house().tenantId(),
                        here.house().clientId(),
                        id,
                        sales,
                        ++position,
                        talkSeconds + wrapUpSeconds + 10,
                        talkSeconds + wrapUpSeconds,
                        wrapUpSeconds,
                        holdSeconds * 1000,
                        agent,
                        kind));
    }

    private void promise(String due, boolean closed, String closedAt) {
        asSystem("""
                insert into service_case (id, tenant_id, client_id, type, state, closed, subject, owner_id, due_at, closed_at)
                values (%d, %d, %d, 'follow-up', 'open', %s, 'Call again', %s, %s, %s)""".formatted(
                        id(), here.house().tenantId(), here.house().clientId(), closed, account(), due, closedAt));
    }

    @Test
    void ownMeansStandBesideTheQueuesOnceThreeServedIt() {
        finished(mine, "customer", 100, 20, 30);
        finished(mine, "customer", 200, 0, 50);
        finished(mine, "consult", 900, 0, 0); // a colleague's question
        var ben = here.agent("Ben Okoro", "8", Map.of());
        finished(ben, "customer", 300, 0, 100);
        var day = me.get("/api/desk/own-day").expect(200).body();
        var queue = day.path("queues").get(0);
        assertThat(queue.at("/name/en").asString()).isEqualTo("Sales");
        assertThat(queue.path("contacts").asInt()).isEqualTo(2);
        assertThat(queue.at("/mine/handleMillis").asLong()).isEqualTo(190_000);
        assertThat(queue.at("/mine/holdMillis").asLong()).isEqualTo(10_000);
        assertThat(queue.at("/mine/wrapUpMillis").asLong()).isEqualTo(40_000);
        assertThat(queue.has("all")).as("a mean of two would tell of the other").isFalse();
        finished(here.agent("Cui Lan", "9", Map.of()), "call-back", 400, 0, 0);
        queue = me.get("/api/desk/own-day").expect(200).body().path("queues").get(0);
        assertThat(queue.at("/all/handleMillis").asLong()).isEqualTo((130 + 250 + 400 + 400) * 1000L / 4);
        assertThat(queue.path("contacts").asInt()).isEqualTo(2);
    }

    @Test
    void aPromiseIsKeptThatWasDoneBeforeItFellDue() {
        promise("now()", true, "now() - interval '1 hour'");
        promise("now()", false, "null");
        promise("now()", true, "now() + interval '1 minute'"); // after it fell due
        promise("now() + interval '2 days'", false, "null"); // not yet
        var promises = me.get("/api/desk/own-day").expect(200).body().path("promises");
        assertThat(promises.path("due").asInt()).isEqualTo(3);
        assertThat(promises.path("kept").asInt()).isEqualTo(1);
    }

    @Test
    void anEmptyDayIsOneAndWhoIsNoAgentHasNone() {
        var day = me.get("/api/desk/own-day").expect(200).body();
        assertThat(day.path("queues").size()).isZero();
        assertThat(day.at("/rolePlays/count").asInt()).isZero();
        assertThat(day.path("rolePlays").has("lastScore")).isFalse();
        var other = Furnished.open(application);
        assertThat(other.staff().get("/api/desk/own-day").expect(409).code()).isEqualTo("not-an-agent");
    }
}
