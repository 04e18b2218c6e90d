package org.callosum.server.customers;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// One edit of a customer: who, when, and per field `{old, new}`.
record CustomerChange(String id, Instant at, String by, JsonNode changes) {}
