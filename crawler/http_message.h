#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// An HTTP answer as an archive keeps it, taken apart.
struct HttpAnswer {
  int status = 0;
  std::string_view head;     ///< status line and headers with the blank line; into the block
  std::string_view content;  ///< what follows it; into the block
  std::string payload;       ///< the content without chunks, compressed as it came
};

/// Takes the block of a WARC response record apart (RFC 9112). Lines may end with LF alone, and a
/// content that is said to be chunked and is not (most archivers take chunks off) is taken as it
/// is. Fails with kMalformed when it does not begin with a status line, has no blank line, or
/// breaks inside its chunks. The views live as long as the block. Thread-safe.
Result<HttpAnswer> read_http_answer(std::string_view block);

/// Takes content codings off: gzip, deflate (zlib or raw), br, several in a row; identity and
/// content that plainly is not so encoded (no gzip mark) are left alone. Fails with kMalformed for
/// broken or unknown codings, kRefused past `cap` decoded bytes. Thread-safe.
Result<std::string> decode_content(std::string_view payload, std::string_view content_encoding,
                                   size_t cap);

/// The value of a header in a head; the last one when it stands twice, empty when absent.
std::string_view header_value(std::string_view head, std::string_view name);

}  // namespace rasd
