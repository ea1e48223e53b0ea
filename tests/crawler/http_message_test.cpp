#include "crawler/http_message.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "base/file.h"

namespace rasd {
namespace {

/// "200:payload", or "!" and the error.
std::string taken_apart(std::string_view block) {
  const auto answer = read_http_answer(block);
  return answer ? std::to_string(answer->status) + ":" + answer->payload
                : "!" + answer.error().message;
}

TEST(HttpAnswer, IsTakenApart) {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const struct {
    const char* name;
    std::string block;
    std::string expected;
  } cases[] = {
      {"plain", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", "200:body"},
      {"LF alone", "HTTP/1.0 404 Not Found\nA: b\n\nbody", "404:body"},
      {"no fields", "HTTP/1.1 204\r\n\r\n", "204:"},
      {"HTTP/2", "HTTP/2 200\r\nA: b\r\n\r\nbody", "200:body"},
      {"blank line in the body", "HTTP/1.1 200 OK\r\n\r\na\r\n\r\nb", "200:a\r\n\r\nb"},
      {"chunks", chunked + "4\r\nabcd\r\nA;x=1\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
       "200:abcd0123456789"},
      {"chunks taken off already", chunked + "<p>text</p>\n", "200:<p>text</p>\n"},
      {"chunks end early", chunked + "4\r\nabcd\r\n9\r\nabc",
       "!the chunks of the answer are broken or end early"},
      {"no status line", "<html>", "!no HTTP status line where the answer should begin"},
      {"no blank line", "HTTP/1.1 200 OK\r\nA: b\r\nbody", "!no blank line behind the HTTP head"},
      {"no number", "HTTP/1.1 okay\r\n\r\n", "!an HTTP status that is no number"},
      {"empty", "", "!no HTTP status line where the answer should begin"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(taken_apart(c.block), c.expected);
  }
}

std::string zlib_packed(std::string_view text, bool bare) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, bare ? -15 : 15, 8, Z_DEFAULT_STRATEGY);
  std::string out(text.size() + 100, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

TEST(ContentCoding, IsTakenOff) {
  const std::string text = "نص المقال";
  // `printf abc | brotli` as bytes.
  const std::string br("\x0f\x01\x80\x61\x62\x63\x03", 7);
  const struct {
    const char* name;
    std::string bytes, coding, expected;
  } cases[] = {
      {"none", text, "", text},
      {"identity", text, "identity", text},
      {"gzip", gzip(text), "gzip", text},
      {"case and spaces", gzip(text), " GZIP ,", text},
      {"x-gzip", gzip(text), "x-gzip", text},
      {"gzip said, plain sent", text, "gzip", text},
      {"deflate of zlib", zlib_packed(text, false), "deflate", text},
      {"bare deflate", zlib_packed(text, true), "deflate", text},
      {"brotli", br, "br", "abc"},
      {"gzip of deflate", gzip(zlib_packed(text, false)), "deflate, gzip", text},
      {"empty", "", "gzip", ""},
      {"broken gzip", gzip(text).substr(0, 15), "gzip", "!broken gzip data"},
      {"broken deflate", "garbage", "deflate", "!broken deflate data"},
      {"broken brotli", "garbage", "br", "!broken brotli data"},
      {"not known", text, "compress", "!a content coding that is not known: compress"},
      {"bomb", gzip(std::string(5000, 'x')), "gzip",
       "!decodes to more than the limit of 1000 bytes"},
      {"bomb in deflate", zlib_packed(std::string(5000, 'x'), false), "deflate",
       "!decodes to more than the limit of 1000 bytes"},
      {"bomb in layers", gzip(gzip(std::string(500'000, 'x'))), "gzip, gzip",
       "!decodes to more than the limit of 1000 bytes"},
      {"too many", text, "gzip,gzip,gzip,gzip,gzip", "!too many content codings"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto decoded = decode_content(c.bytes, c.coding, 1000);
    EXPECT_EQ(decoded ? *decoded : "!" + decoded.error().message, c.expected);
  }
}

}  // namespace
}  // namespace rasd
