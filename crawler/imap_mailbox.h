#pragma once
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rasd {

struct MailboxOptions {
  /// "imaps://user@mail.example/INBOX"; imap:// on loopback only. A "@" in the user is "%40".
  std::string url;
  std::string password_file;         ///< its first line; others must not be able to read it
  std::chrono::seconds timeout{60};  ///< of one answer
  size_t most_messages = 500;        ///< of one look
  size_t most_bytes = size_t{64} << 20;
};

struct MailboxMessage {
  uint32_t uid = 0;
  std::string bytes;    ///< the whole message; empty when it was not fetched
  std::string trouble;  ///< why not
};

struct MailboxReading {
  std::vector<MailboxMessage> messages;
  std::string cursor;  ///< "UIDVALIDITY:UID" of the last one read; passed in the next time
  bool more = false;   ///< the bounds were met: look again
};

/// Checks what can be without a connection: the scheme, the user, the mailbox. Fails with
/// kConfiguration.
Result<void> check_mailbox_url(std::string_view url);

/// Fetches the messages that came after the cursor from an IMAP4rev1 server (RFC 9051, RFC 3501).
/// libcurl connects, encrypts and signs in; what is said afterwards only reads: EXAMINE, UID
/// SEARCH, UID FETCH … BODY.PEEK[], so that nothing in the mailbox changes, not even what is marked
/// as read. A new UIDVALIDITY starts again from the first message; messages known already are
/// upserts. Bounded in time and memory whatever the server sends. Blocks; ends early when stopped.
/// Fails with kTemporary (network, time), kRefused (password, mailbox), kMalformed (not IMAP),
/// kConfiguration (address or password file).
Result<MailboxReading> read_mailbox(const MailboxOptions& options, std::string_view cursor,
                                    const std::stop_token& stop = {});

}  // namespace rasd
