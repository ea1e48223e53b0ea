#include "crawler/warc_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/utf8.h"
#include "crawler/http_message.h"
#include "crawler/warc_digest.h"

namespace rasd {
namespace {

constexpr size_t kMostHead = size_t{64} << 10;
constexpr std::string_view kMark = "WARC/";
constexpr size_t kVersionBytes = 8;  // "WARC/n.n"
// What is passed over may not be a bomb: text packs 20 to 1, deflate at most 1,032 to 1.
constexpr uint64_t kBombBytes = uint64_t{256} << 20;
constexpr uint64_t kBombRatio = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "WARC/n.n": how every record begins, and hardly a line of anything else.
bool is_version(std::string_view text) {
  return text.size() >= kVersionBytes && text.starts_with(kMark) && is_digit(text[5]) &&
         text[6] == '.' && is_digit(text[7]);
}

/// Where a line of `text` begins a record, behind its first byte; npos when none does.
size_t find_record(std::string_view text) {
  for (size_t at = text.find("\nWARC/"); at != std::string_view::npos;
       at = text.find("\nWARC/", at + 1))
    if (is_version(text.substr(at + 1))) return at + 1;
  return std::string_view::npos;
}

std::string shown(std::string_view text, size_t most = 60) {
  return to_valid_utf8(text.substr(0, most));
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// A field's name is a token (RFC 9110 5.6.2) as far as it matters here: no spaces, no controls.
bool is_field(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return c > ' ' && c != '\x7f'; });
}

}  // namespace

std::string_view name(DigestCheck check) {
  switch (check) {
    case DigestCheck::kOk:
      return "ok";
    case DigestCheck::kBad:
      return "bad";
    case DigestCheck::kUnknown:
      return "unknown";
    case DigestCheck::kNone:
      break;
  }
  return "none";
}

std::string_view WarcRecord::field(std::string_view name) const { return header_value(head, name); }

std::string_view WarcRecord::url() const {
  std::string_view stated = field("WARC-Target-URI");
  if (stated.size() > 1 && stated.front() == '<' && stated.back() == '>')
    stated = stated.substr(1, stated.size() - 2);
  return stated;
}

std::optional<Instant> WarcRecord::date() const {
  const auto at = parse_rfc3339(field("WARC-Date"));
  return at ? std::optional(*at) : std::nullopt;
}

bool WarcRecord::holds_http_answer() const {
  const std::string_view kind = type();
  return (kind == "response" || kind == "revisit") &&
         to_lower_ascii(field("Content-Type")).starts_with("application/http");
}

WarcReader::WarcReader(WarcBytes::ReadAt read_at, Limits limits)
    : read_at_(std::move(read_at)),
      limits_(limits),
      bytes_(std::make_unique<WarcBytes>(read_at_)) {}

Result<WarcReader> WarcReader::open(const std::string& path, Limits limits) {
  auto read_at = read_file_at(path);
  if (!read_at) return fail(read_at.error());
  return WarcReader(std::move(*read_at), limits);
}

WarcReader WarcReader::over(std::string_view bytes, Limits limits) {
  return WarcReader(
      [bytes](uint64_t offset, char* to, size_t most) -> Result<size_t> {
        if (offset >= bytes.size()) return size_t{0};
        const std::string_view piece = bytes.substr(static_cast<size_t>(offset), most);
        std::memcpy(to, piece.data(), piece.size());
        return piece.size();
      },
      limits);
}

std::optional<Error> WarcReader::refuse_other_formats() {
  const auto refused = [](const char* why) { return Error{ErrorKind::kRefused, why}; };
  bytes_->fill(16);
  const std::string_view start = bytes_->at_hand();
  if (start.empty() && bytes_->state() != WarcBytes::State::kBroken) {
    if (bytes_->read_error()) return bytes_->read_error();
    return refused("the file is empty");
  }
  if (start.starts_with("filedesc:"))
    return refused(
        "an ARC file, the format before WARC: turn it into WARC first (warcio recompress)");
  if (start.starts_with("\x28\xb5\x2f\xfd") ||
      (start.size() > 4 && (start[0] & '\xf0') == '\x50' && start.substr(1, 3) == "\x2a\x4d\x18"))
    return refused("compressed with zstd: unpack it first (zstd -d), then replay the .warc");
  if (start.starts_with("PK\x03\x04"))
    return refused("a zip file, perhaps WACZ: unpack it and replay the archive folder in it");
  if (start.starts_with("BZh") || start.starts_with("\xfd"
                                                    "7zXZ"))
    return refused("compressed with bzip2 or xz: unpack it first, then replay the .warc");
  return std::nullopt;
}

bool WarcReader::skip_blank_lines() {
  while (bytes_->fill(1)) {
    const std::string_view ahead = bytes_->at_hand();
    const size_t text = std::min(ahead.find_first_not_of("\r\n"), ahead.size());
    bytes_->skip(text);
    if (text < ahead.size()) return true;
  }
  return false;
}

void WarcReader::begin(WarcRecord& record) const {
  const auto at = bytes_->place();
  record.offset = is_gzip() ? at.member : at.inside;
  record.inside = is_gzip() ? at.inside : 0;
}

/// Goes on behind damage, and measures the record where it lies alone.
void WarcReader::end(WarcRecord& record) {
  bytes_->fill(1);
  if (bytes_->state() == WarcBytes::State::kBroken && !record.trouble.empty())
    bytes_->find_member(bytes_->place().member + 1);
  const bool alone =
      bytes_->state() != WarcBytes::State::kData || bytes_->place().member != record.offset;
  const uint64_t now = bytes_->state() == WarcBytes::State::kData && is_gzip()
                           ? bytes_->place().member
                           : bytes_->raw_place();
  if (!is_gzip() || (alone && record.inside == 0)) record.length = now - record.offset;
}

Result<bool> WarcReader::next(WarcRecord& record) {
  record = {};
  if (!started_) {
    started_ = true;
    if (auto refused = refuse_other_formats()) return fail(*refused);
  }
  for (;;) {
    if (bytes_->read_error()) return fail(*bytes_->read_error());
    if (skip_blank_lines()) {
      begin(record);
      if (bytes_->fill(kMark.size()) && bytes_->at_hand().starts_with(kMark)) {
        read_record(record);
      } else {
        record.trouble = "bytes that are no record";
        skip_to_record(record);
      }
      end(record);
      return true;
    }
    if (bytes_->state() == WarcBytes::State::kBroken) {
      tell_damage(record);
      return true;
    }
    if (!bytes_->next_member() && bytes_->state() == WarcBytes::State::kEnd) {
      if (bytes_->read_error()) return fail(*bytes_->read_error());
      return false;
    }
  }
}

Result<WarcRecord> WarcReader::read_at(uint64_t offset, uint64_t inside) {
  started_ = true;
  const WarcBytes::Place place =
      is_gzip() ? WarcBytes::Place{offset, inside} : WarcBytes::Place{0, offset};
  if (!bytes_->move_to(place))
    return fail(ErrorKind::kRefused, "too much of the file would have to be decoded again");
  WarcRecord record;
  auto found = next(record);
  if (!found) return fail(found.error());
  if (!*found || record.offset != offset || record.inside != inside)
    return fail(ErrorKind::kMalformed, "no record begins there");
  return record;
}

/// Compressed data that gives nothing at all.
void WarcReader::tell_damage(WarcRecord& record) {
  record.offset = bytes_->place().member;
  record.inside = bytes_->place().inside;
  record.trouble = bytes_->trouble();
  bytes_->find_member(record.offset + 1);
  const uint64_t until =
      bytes_->state() == WarcBytes::State::kData ? bytes_->place().member : bytes_->raw_place();
  record.length = until - record.offset;
  record.block.resize(std::min<uint64_t>(record.length, limits_.most_kept));
  const auto got = read_at_(record.offset, record.block.data(), record.block.size());
  record.block.resize(got ? *got : 0);
  record.block_bytes = record.length;
}

void WarcReader::read_record(WarcRecord& record) {
  if (!read_head(record)) {
    skip_to_record(record);
    return;
  }
  const std::string_view stated = record.field("Content-Length");
  uint64_t length = 0;
  const auto read = std::from_chars(stated.data(), stated.data() + stated.size(), length);
  if (stated.empty() || read.ec != std::errc{} || read.ptr != stated.data() + stated.size()) {
    record.trouble =
        stated.empty() ? "no Content-Length" : "a Content-Length that is none: " + shown(stated);
    skip_to_record(record);
    return;
  }
  read_block(record, length);
}

/// The version line and the fields. False when they are no head; the trouble is told then, and
/// what was read of it is kept.
bool WarcReader::read_head(WarcRecord& record) {
  const auto give_up = [&](std::string why) {
    record.trouble = std::move(why);
    record.block =
        record.version.empty() ? record.head : "WARC/" + record.version + "\r\n" + record.head;
    record.head.clear();
    return false;
  };
  for (size_t taken = 0;;) {
    const std::string_view ahead = bytes_->at_hand();
    const size_t line_end = ahead.find('\n');
    if (line_end == std::string_view::npos) {
      if (taken + ahead.size() > kMostHead) return give_up("a header without end");
      if (bytes_->fill(ahead.size() + 1) || bytes_->join_member()) continue;
      record.head += bytes_->at_hand();
      bytes_->skip(bytes_->at_hand().size());
      return give_up(bytes_->state() == WarcBytes::State::kBroken ? bytes_->trouble()
                                                                  : "the file ends in its header");
    }
    const std::string_view line = without_return(ahead.substr(0, line_end));
    taken += line_end + 1;
    if (taken > kMostHead) return give_up("a header without end");
    if (record.version.empty()) {
      record.version = shown(trim(line.substr(kMark.size())), 20);
      if (record.version.empty()) return give_up("a record without a version");
    } else if (line.empty()) {
      bytes_->skip(line_end + 1);
      break;
    } else if ((line[0] == ' ' || line[0] == '\t') && !record.head.empty()) {
      record.head.resize(record.head.size() - 2);
      record.head.append(" ").append(trim(line)).append("\r\n");
    } else if (is_version(line)) {
      return give_up("a header that another record follows");
    } else if (is_field(line)) {
      record.head.append(line).append("\r\n");
    } else {
      return give_up("a line of the header is no field: " + shown(line));
    }
    bytes_->skip(line_end + 1);
  }
  const std::string_view version = record.version;
  if (version != "1.0" && version != "1.1" && version != "0.17" && version != "0.18")
    record.trouble = "WARC version " + record.version + " is not known";
  return true;
}

/// Takes bytes, across gzip members where a record goes on in the next. False when they end first.
bool WarcReader::take(uint64_t bytes, std::string* keep) {
  const uint64_t raw_before = bytes_->raw_place();
  for (uint64_t taken = 0; taken < bytes;) {
    if (!bytes_->fill(1) && !bytes_->join_member()) return false;
    const auto piece =
        static_cast<size_t>(std::min<uint64_t>(bytes - taken, bytes_->at_hand().size()));
    if (keep != nullptr) keep->append(bytes_->at_hand().substr(0, piece));
    bytes_->skip(piece);
    taken += piece;
    if (taken > kBombBytes && taken / kBombRatio > bytes_->raw_place() - raw_before) return false;
  }
  return true;
}

void WarcReader::read_block(WarcRecord& record, uint64_t length) {
  record.block_bytes = length;
  const WarcBytes::Place block_at = bytes_->place();
  const bool keeps = length <= limits_.most_block;
  bool whole = false;
  if (keeps) {
    whole = take(length, &record.block);
  } else if (is_gzip()) {
    whole = take(length, nullptr);
  } else {
    // The last byte tells whether all are there; a claim past the end costs nothing.
    const bool fits = length <= uint64_t{INT64_MAX} - block_at.inside;
    whole = fits && bytes_->move_to({0, block_at.inside + length - 1}) && bytes_->fill(1);
    if (whole) bytes_->skip(1);
  }
  if (!whole) {
    if (bytes_->state() == WarcBytes::State::kBroken && keeps) {
      record.trouble = bytes_->trouble();
      if (find_record(record.block) == std::string_view::npos) return;
    }
    mistrust_length(record, block_at, "it says " + std::to_string(length) + " bytes and has fewer");
    return;
  }
  if (!read_separator()) {
    mistrust_length(record, block_at,
                    "it does not end behind the " + std::to_string(length) + " bytes it says");
    return;
  }
  if (!keeps) {
    record.trouble = "larger than the limit of " + std::to_string(limits_.most_block) + " bytes";
    return;
  }
  record.digest = check_digests(record);
  if (record.digest == DigestCheck::kBad && record.trouble.empty())
    record.trouble = "its digest is not that of its bytes";
  bytes_->fill(1);
  // Damage right behind a record: the checksum of its member, which speaks of this record unless
  // its own digest vouches for it.
  if (bytes_->state() == WarcBytes::State::kBroken && record.digest != DigestCheck::kOk &&
      record.trouble.empty())
    record.trouble = bytes_->trouble();
}

/// Two line ends stand behind a block. Fewer do where the next record or the end follows at once.
bool WarcReader::read_separator() {
  for (int line = 0; line < 2; ++line) {
    bytes_->fill(2);
    const std::string_view ahead = bytes_->at_hand();
    if (ahead.starts_with("\r\n"))
      bytes_->skip(2);
    else if (ahead.starts_with('\n'))
      bytes_->skip(1);
    else
      return ahead.empty() || (bytes_->fill(kVersionBytes) && is_version(bytes_->at_hand()));
  }
  return true;
}

/// The record's end is not where it says. The next record is looked for inside its block (it says
/// too much), then behind it (too little).
void WarcReader::mistrust_length(WarcRecord& record, WarcBytes::Place block_at,
                                 const std::string& why) {
  if (record.trouble.empty()) record.trouble = "a wrong Content-Length: " + why;
  const bool kept_whole = record.block_bytes <= limits_.most_block;
  if (!kept_whole) {
    // What was passed over is looked through once more, if that is granted.
    bytes_->move_to(block_at);
  } else {
    // The next record's mark may lie across the block's end.
    const size_t next =
        std::min(find_record(record.block),
                 record.block.size() - std::min(record.block.size(), kVersionBytes));
    if (bytes_->move_to({block_at.member, block_at.inside + next})) record.block.resize(next);
  }
  skip_to_record(record);
}

/// Passes over bytes that belong to nothing, up to a line that begins a record or the member's end.
void WarcReader::skip_to_record(WarcRecord& record) {
  const auto pass = [&](size_t bytes) {
    const size_t room = limits_.most_kept - std::min(record.block.size(), limits_.most_kept);
    record.block += bytes_->at_hand().substr(0, std::min(bytes, room));
    bytes_->skip(bytes);
  };
  const auto at = bytes_->place();
  const bool moved = (is_gzip() ? at.member : at.inside) != record.offset ||
                     (is_gzip() && at.inside != record.inside);
  if (moved && bytes_->fill(kVersionBytes) && is_version(bytes_->at_hand())) return;
  while (bytes_->fill(1)) {
    bytes_->fill(kVersionBytes + 1);
    const std::string_view ahead = bytes_->at_hand();
    const size_t next = find_record(ahead);
    if (next != std::string_view::npos) {
      pass(next);
      break;
    }
    // The mark may lie across the end of what is at hand.
    const bool more = bytes_->fill(ahead.size() + 1);
    const size_t size = ahead.size();
    pass(more ? size - std::min(size - 1, kVersionBytes) : size);
  }
  if (record.block.size() > limits_.most_kept) record.block.resize(limits_.most_kept);
}

}  // namespace rasd
