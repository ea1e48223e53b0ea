#pragma once
#include <string>
#include <string_view>

#include "base/file.h"

namespace rasd {

/// Records as other tools write them, for tests that then break them.
struct MadeRecord {
  std::string type = "response";
  std::string url = "http://news.example/a";
  std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>text</p>";
  std::string version = "1.0";
  std::string content_type = "application/http; msgtype=response";
  std::string fields;  ///< more of them, each ended by CRLF
  std::string length;  ///< instead of the right one
  std::string line = "\r\n";
  std::string separator = "\r\n\r\n";
};

inline std::string written(const MadeRecord& r) {
  std::string out = "WARC/" + r.version + "\r\nWARC-Type: " + r.type +
                    "\r\nWARC-Record-ID: <urn:uuid:12345678-1234-4234-a234-123456789012>\r\n"
                    "WARC-Date: 2024-03-01T10:00:00Z\r\n";
  if (!r.url.empty()) out += "WARC-Target-URI: " + r.url + "\r\n";
  out += "Content-Type: " + r.content_type + "\r\n" + r.fields +
         "Content-Length: " + (r.length.empty() ? std::to_string(r.block.size()) : r.length) +
         "\r\n\r\n";
  if (r.line == "\n") std::erase(out, '\r');
  return out + r.block + r.separator;
}

/// An answer with a page that tells which one it is.
inline MadeRecord page(const std::string& name) {
  MadeRecord r;
  r.url = "http://news.example/" + name;
  r.block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<title>" + name +
            "</title><p>" + name + "</p>";
  return r;
}

}  // namespace rasd
