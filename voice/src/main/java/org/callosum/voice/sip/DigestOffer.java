package org.callosum.voice.sip;

import java.util.List;

/// Which algorithms a challenge names, the preferred first. A proof by SHA-256 is always taken, one by MD5 only where
/// MD5 is named.
public enum DigestOffer {
    /// What every phone can do. Some (baresip 1.0, SIPp 3.6) give up when SHA-256 is named at all, or first.
    MD5(DigestMath.Algorithm.MD5),
    MD5_AND_SHA_256(DigestMath.Algorithm.MD5, DigestMath.Algorithm.SHA_256),
    /// As RFC 8760 wants it.
    SHA_256_AND_MD5(DigestMath.Algorithm.SHA_256, DigestMath.Algorithm.MD5),
    SHA_256(DigestMath.Algorithm.SHA_256);

    private final List<DigestMath.Algorithm> algorithms;

    DigestOffer(DigestMath.Algorithm... algorithms) {
        this.algorithms = List.of(algorithms);
    }

    List<DigestMath.Algorithm> algorithms() {
        return algorithms;
    }
}
