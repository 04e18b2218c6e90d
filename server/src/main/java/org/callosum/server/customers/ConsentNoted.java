package org.callosum.server.customers;

/// A way of contact was ticked or unticked on a customer's record. Told inside the transaction that stores it.
///
/// @param channel `call`, `sms` or `email`
public record ConsentNoted(long customer, long client, String channel, boolean given) {}
