#pragma once
#include <zlib.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// A reader of WARC 1.1 that shares no code with ours and forgives nothing: what it takes, the
/// standard allows.
struct StrictRecord {
  uint64_t offset = 0, length = 0;  ///< of its gzip member
  std::map<std::string, std::string> fields;
  std::string block;
};

/// All records, or why the bytes are no such file.
struct StrictReading {
  std::vector<StrictRecord> records;
  std::string error;
};

inline StrictReading read_strictly(const std::string& bytes) {
  StrictReading reading;
  const auto wrong = [&](const std::string& what, size_t at) {
    reading.error = what + " at " + std::to_string(at);
    return reading;
  };
  for (size_t at = 0; at < bytes.size();) {
    z_stream z{};
    inflateInit2(&z, 16 + MAX_WBITS);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));
    z.avail_in = static_cast<uInt>(bytes.size() - at);
    std::string text;
    int code = Z_OK;
    while (code == Z_OK) {
      char buffer[65536];
      z.next_out = reinterpret_cast<Bytef*>(buffer);
      z.avail_out = sizeof buffer;
      code = inflate(&z, Z_NO_FLUSH);
      text.append(buffer, sizeof buffer - z.avail_out);
    }
    const size_t used = bytes.size() - at - z.avail_in;
    inflateEnd(&z);
    if (code != Z_STREAM_END) return wrong("no whole gzip member", at);
    StrictRecord record;
    record.offset = at;
    record.length = used;
    const std::string_view version = "WARC/1.1\r\n";
    const size_t head_end = text.find("\r\n\r\n");
    if (!text.starts_with(version) || head_end == std::string::npos)
      return wrong("no WARC/1.1 header", at);
    for (size_t line = version.size(); line < head_end;) {
      const size_t end = text.find("\r\n", line);
      const std::string field = text.substr(line, end - line);
      const size_t colon = field.find(": ");
      if (colon == std::string::npos || field.find_first_of("\r\n") != std::string::npos)
        return wrong("a line that is no field", at);
      if (!record.fields.emplace(field.substr(0, colon), field.substr(colon + 2)).second)
        return wrong("a field twice", at);
      line = end + 2;
    }
    for (const char* needed : {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"})
      if (!record.fields.contains(needed)) return wrong(std::string("no ") + needed, at);
    record.block = text.substr(head_end + 4);
    if (!record.block.ends_with("\r\n\r\n")) return wrong("no two line ends", at);
    record.block.resize(record.block.size() - 4);
    if (record.fields["Content-Length"] != std::to_string(record.block.size()))
      return wrong("a wrong Content-Length", at);
    reading.records.push_back(std::move(record));
    at += used;
  }
  return reading;
}

}  // namespace rasd
