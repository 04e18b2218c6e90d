/// SIP (RFC 3261) towards carriers, exchanges and desk phones: our own messages, transactions, dialogs and transports.
///
/// Front door: [org.callosum.voice.sip.SipEndpoint] is started with [org.callosum.voice.sip.SipSettings] and a
/// [org.callosum.voice.sip.SipHandler]; each call is a [org.callosum.voice.sip.SipCall].
///
/// One thread, `sip-io`, owns sockets, timers, transactions and calls. Everything behind
/// [org.callosum.voice.sip.SipCore] is driven by
/// "this message arrived" and "it is now t nanoseconds", so the tests run hours of signalling in milliseconds, with
/// loss and delay
/// as they please. Streams (TCP, TLS) are read and written by virtual threads that only frame bytes and hand them over.
///
/// What it leaves to others: media, session descriptions beyond negotiation (`org.callosum.voice.sdp`), and all
/// business rules
/// (who may dial what, which number is which entry point).
@NullMarked
package org.callosum.voice.sip;

import org.jspecify.annotations.NullMarked;
