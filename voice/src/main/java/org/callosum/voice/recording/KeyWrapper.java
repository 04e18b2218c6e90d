package org.callosum.voice.recording;

/// Keeps recording keys under a master key, so that a database copy alone opens no call.
public interface KeyWrapper {
    /// @return bytes to store; never the key in clear
    byte[] wrap(RecordingKey key);

    /// @throws UnreadableRecording if the bytes are damaged or belong to another master key
    RecordingKey unwrap(byte[] wrapped);

    /// AES key wrap (RFC 3394) under a 256-bit master key.
    ///
    /// @param masterKey 32 bytes
    static KeyWrapper aes(byte[] masterKey) {
        return new AesKeyWrapper(masterKey);
    }
}
