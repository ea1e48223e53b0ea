#include "crawler/http_message.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kStepBytes = size_t{64} << 10;
constexpr size_t kMostCodings = 4;

Error too_large(size_t cap) {
  return {ErrorKind::kRefused,
          "decodes to more than the limit of " + std::to_string(cap) + " bytes"};
}

/// Where the head ends, blank line included; npos without one.
size_t end_of_head(std::string_view block) {
  for (size_t line = block.find('\n'); line != std::string_view::npos;
       line = block.find('\n', line + 1)) {
    const std::string_view next = block.substr(line + 1, 2);
    if (next.starts_with('\n')) return line + 2;
    if (next == "\r\n") return line + 3;
  }
  return std::string_view::npos;
}

struct Dechunked {
  std::string bytes;
  bool began = false;  ///< a first chunk was there
  bool whole = false;
};

/// RFC 9112 7.1; extensions and trailers are passed over.
Dechunked without_chunks(std::string_view content) {
  Dechunked out;
  while (!content.empty()) {
    const size_t line = content.find('\n');
    if (line == std::string_view::npos || line > 256) return out;
    const std::string_view stated = trim(content.substr(0, line));
    size_t size = 0;
    const auto read = std::from_chars(stated.data(), stated.data() + stated.size(), size, 16);
    const std::string_view rest(read.ptr, static_cast<size_t>(stated.end() - read.ptr));
    if (read.ec != std::errc{} || (!rest.empty() && rest[0] != ';' && rest[0] != ' ')) return out;
    content.remove_prefix(line + 1);
    out.began = true;
    if (size == 0) {
      out.whole = true;
      return out;
    }
    if (size > content.size()) {
      out.bytes += content;
      return out;
    }
    out.bytes += content.substr(0, size);
    content.remove_prefix(size);
    if (content.starts_with("\r\n"))
      content.remove_prefix(2);
    else if (content.starts_with('\n'))
      content.remove_prefix(1);
  }
  return out;
}

/// `window` as inflateInit2 takes it: 15 for zlib, -15 for bare deflate.
Result<std::string> inflate_all(std::string_view bytes, int window, size_t cap) {
  z_stream z{};
  if (inflateInit2(&z, window) != Z_OK) return fail(ErrorKind::kInternal, "no memory to inflate");
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> closing(&z, &inflateEnd);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  for (;;) {
    const size_t had = out.size();
    out.resize(had + kStepBytes);
    z.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    z.avail_out = static_cast<uInt>(kStepBytes);
    const int code = inflate(&z, Z_NO_FLUSH);
    out.resize(out.size() - z.avail_out);
    if (out.size() > cap) return fail(too_large(cap));
    if (code == Z_STREAM_END) return out;
    if (code != Z_OK) return fail(ErrorKind::kMalformed, "broken deflate data");
  }
}

Result<std::string> decode_brotli(std::string_view bytes, size_t cap) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) return fail(ErrorKind::kInternal, "no memory to decode brotli");
  const auto* in = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t left = bytes.size();
  std::string out;
  for (;;) {
    const size_t had = out.size();
    out.resize(had + kStepBytes);
    auto* to = reinterpret_cast<uint8_t*>(out.data() + had);
    size_t room = kStepBytes;
    const auto code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &to, nullptr);
    out.resize(out.size() - room);
    if (out.size() > cap) return fail(too_large(cap));
    if (code == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (code != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
      return fail(ErrorKind::kMalformed, "broken brotli data");
  }
}

Result<std::string> decode_one(std::string_view bytes, std::string_view coding, size_t cap) {
  if (coding == "gzip" || coding == "x-gzip") {
    // Some archivers decode and leave the header.
    if (!bytes.starts_with("\x1f\x8b")) return std::string(bytes);
    return gunzip(bytes, cap);
  }
  if (coding == "deflate") {
    auto decoded = inflate_all(bytes, MAX_WBITS, cap);
    // Many servers send it bare (RFC 9110 8.4.1.2 notes that).
    if (!decoded && decoded.error().kind == ErrorKind::kMalformed)
      return inflate_all(bytes, -MAX_WBITS, cap);
    return decoded;
  }
  if (coding == "br") return decode_brotli(bytes, cap);
  return fail(ErrorKind::kMalformed,
              "a content coding that is not known: " + to_valid_utf8(coding.substr(0, 40)));
}

}  // namespace

std::string_view header_value(std::string_view head, std::string_view name) {
  std::string_view found;
  size_t at = 0;
  while (at < head.size()) {
    const size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = head.substr(at, end - at);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        equals_ignoring_case(line.substr(0, name.size()), name))
      found = trim(line.substr(name.size() + 1));
    at = end + 1;
  }
  return found;
}

Result<HttpAnswer> read_http_answer(std::string_view block) {
  if (!block.starts_with("HTTP/"))
    return fail(ErrorKind::kMalformed, "no HTTP status line where the answer should begin");
  const size_t end = end_of_head(block);
  if (end == std::string_view::npos)
    return fail(ErrorKind::kMalformed, "no blank line behind the HTTP head");
  HttpAnswer answer;
  answer.head = block.substr(0, end);
  answer.content = block.substr(end);
  const std::string_view line = answer.head.substr(0, answer.head.find('\n'));
  const size_t space = std::min(line.find(' '), line.size());
  const std::string_view code = trim(line.substr(space));
  if (std::from_chars(code.data(), code.data() + code.size(), answer.status).ec != std::errc{} ||
      answer.status < 100 || answer.status > 999)
    return fail(ErrorKind::kMalformed, "an HTTP status that is no number");
  if (to_lower_ascii(header_value(answer.head, "Transfer-Encoding")).find("chunked") !=
      std::string::npos) {
    Dechunked chunks = without_chunks(answer.content);
    if (chunks.began && !chunks.whole)
      return fail(ErrorKind::kMalformed, "the chunks of the answer are broken or end early");
    if (chunks.whole) {
      answer.payload = std::move(chunks.bytes);
      return answer;
    }
  }
  answer.payload = answer.content;
  return answer;
}

Result<std::string> decode_content(std::string_view payload, std::string_view content_encoding,
                                   size_t cap) {
  std::vector<std::string> codings;
  std::string rest = to_lower_ascii(content_encoding);
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const std::string coding(trim(std::string_view(rest).substr(0, comma)));
    rest.erase(0, comma + 1);
    if (!coding.empty() && coding != "identity") codings.push_back(coding);
  }
  if (codings.size() > kMostCodings) return fail(ErrorKind::kMalformed, "too many content codings");
  if (payload.size() > cap) return fail(too_large(cap));
  std::string bytes(payload);
  for (; !codings.empty() && !bytes.empty(); codings.pop_back()) {
    auto decoded = decode_one(bytes, codings.back(), cap);
    if (!decoded) return decoded;
    bytes = std::move(*decoded);
  }
  return bytes;
}

}  // namespace rasd
