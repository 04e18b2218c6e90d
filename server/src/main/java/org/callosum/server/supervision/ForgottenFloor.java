package org.callosum.server.supervision;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.interactions.TheirContacts;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Words that were written on the floor go with the age of the contacts they may speak of, and with a
/// customer: reasons and notes of monitoring, hints, requests for help with their answers, notes on alarms,
/// reasons of acts. What was done, when and by whom stays. A row of several clients follows the first of
/// their rules to end.
///
/// Asked before the numbers are gone that tell which contacts are a customer's.
@Component
@Order(0)
@Transactional
class ForgottenFloor implements Eraser, Expiring {
    private static final String MONITORING =
            "update monitoring set why = '', note = '' where (why <> '' or note <> '') and ";
    private static final String MESSAGES = "update desk_message set text = '' where text <> '' and ";
    private static final String HELP =
            "update help_request set text = '', answer = '' where (text <> '' or answer <> '') and ";
    private static final String ALARMS = "update floor_alarm set note = '' where note <> '' and ";
    private static final String ACTIONS = "update floor_action set why = '' where why <> '' and ";

    private static final String ASKS = "update overtime_ask set text = '' where text <> '' and action_id in"
            + " (select id from floor_action where ";

    private final JdbcClient database;
    private final TheirContacts contacts;

    ForgottenFloor(JdbcClient database, TheirContacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    @Override
    public String room() {
        return "supervision";
    }

    @Override
    public int erase(Erasure erasure) {
        Long[] theirs = contacts.of(erasure).toArray(Long[]::new);
        String about = "interaction_id = any (:ids)";
        int erased = 0;
        for (String sql : List.of(
                MONITORING + about,
                MESSAGES + about,
                HELP + about,
                ACTIONS + "alarm_id in (select id from floor_alarm where " + about + ")",
                ASKS + "alarm_id in (select id from floor_alarm where " + about + "))",
                ALARMS + about)) {
            erased += database.sql(sql).param("ids", theirs).update();
        }
        return erased;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        long erased = 0;
        for (String sql : List.of(
                MONITORING + "client_id = :client and began_at < :before",
                MESSAGES + "client_id = :client and at < :before",
                HELP + "client_id = :client and asked_at < :before",
                ACTIONS + ":client = any (client_ids) and at < :before",
                ASKS + ":client = any (client_ids) and at < :before)",
                ALARMS + ":client = any (client_ids) and raised_at < :before")) {
            erased += database.sql(sql)
                    .param("client", client.value())
                    .param("before", before.atOffset(ZoneOffset.UTC))
                    .update();
        }
        return erased;
    }
}
