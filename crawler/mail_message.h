#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

/// One file that came with a message.
struct MailAttachment {
  std::string name;          ///< as sent, may be empty; UTF-8
  std::string content_type;  ///< "image/jpeg"
  std::string bytes;         ///< decoded of base64 or quoted-printable
};

/// What an e-mail says. UTF-8.
struct MailMessage {
  std::string id;       ///< Message-ID without brackets; empty when there is none
  std::string sender;   ///< the address of From; a private person's, never to be shown
  std::string subject;  ///< RFC 2047 decoded, on one line
  std::string text;     ///< the readable body: plain text, else the text of its HTML
  std::optional<Instant> date;
  std::vector<MailAttachment> attachments;
  bool truncated = false;  ///< a cap was met: parts, depth or bytes
};

inline constexpr size_t kMostMailBytes = size_t{25} << 20;

/// Reads one RFC 5322 message with its MIME parts (GMime): multipart of any kind, quoted-printable
/// and base64, the charsets that our pages come in (declared, else detected), encoded words. A
/// forwarded message is read for its text too. Bounded: 25 MB, 200 parts, 16 levels, 1 MB of text.
/// Fails with kMalformed when it is no message, with kRefused when it is larger. Thread-safe.
Result<MailMessage> read_mail(std::string_view bytes);

}  // namespace rasd
