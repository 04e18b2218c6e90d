package org.callosum.voice.sip;

/// Why a received message was not taken. `status` is what a request with it is answered with, 0 = dropped without a
/// word.
enum SipFault {
    TOO_LARGE(513),
    LINE_TOO_LONG(400),
    TOO_MANY_HEADERS(400),
    NOT_SIP(0),
    BAD_START_LINE(400),
    BAD_VERSION(505),
    BAD_HEADER(400),
    BAD_CONTENT_LENGTH(400),
    MISSING_HEADER(400),
    REPEATED_HEADER(400),
    BAD_VIA(400),
    BAD_ADDRESS(400),
    BAD_CSEQ(400),
    CSEQ_METHOD_DIFFERS(400),
    BAD_MAX_FORWARDS(400),
    BAD_REQUEST_URI(400),
    UNKNOWN_SCHEME(416),
    BAD_STATUS(0);

    private final int status;

    SipFault(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
