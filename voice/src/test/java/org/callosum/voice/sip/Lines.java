package org.callosum.voice.sip;

/// Messages as text, for scripted peers.
final class Lines {
    private Lines() {}

    /// Joins lines with CRLF; an empty line ends the headers.
    static String of(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /// An INVITE from `from` to `to` with further header lines, carrying SDP unless a line says `NO-BODY`.
    static String invite(String from, String to, String branch, String... more) {
        boolean empty = String.join("", more).contains("NO-BODY");
        String body = empty ? "" : AnswerAll.SDP;
        var text = new StringBuilder(Lines.of(
                "INVITE sip:200@" + to + " SIP/2.0",
                "Via: SIP/2.0/UDP " + from + ":5060;branch=" + branch,
                "Max-Forwards: 70",
                "From: \"Ann\" <sip:100@" + from + ">;tag=f1",
                "To: <sip:200@" + to + ">",
                "Call-ID: call-" + branch,
                "CSeq: 1 INVITE",
                "Contact: <sip:100@" + from + ":5060>"));
        for (String line : more) if (!line.equals("NO-BODY")) text.append(line).append("\r\n");
        if (!empty) text.append("Content-Type: application/sdp\r\n");
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// A request inside the dialog of an INVITE made by [#invite].
    static String within(String method, int cseq, SipMessage answer, String from, String to, String... more) {
        var text = new StringBuilder(Lines.of(
                method + " sip:callosum@" + to + ":5060 SIP/2.0",
                "Via: SIP/2.0/UDP " + from + ":5060;branch=z9hG4bK" + method + cseq,
                "Max-Forwards: 70",
                "From: " + answer.header("From"),
                "To: " + answer.header("To"),
                "Call-ID: " + answer.callId(),
                "CSeq: " + cseq + " " + method));
        String body = "";
        for (String line : more) {
            if (line.startsWith("BODY ")) body = line.substring(5);
            else text.append(line).append("\r\n");
        }
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
