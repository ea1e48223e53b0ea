#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/warc_bytes.h"

namespace rasd {

/// Whether the digests that a record states are those of its bytes.
enum class DigestCheck { kNone, kOk, kBad, kUnknown };
std::string_view name(DigestCheck check);  // "none", "ok", "bad", "unknown" (an algorithm)

/// One record of a WARC file, or a stretch of bytes that is none (`type` empty then).
struct WarcRecord {
  uint64_t offset = 0;  ///< in the file: of the record, or of the gzip member that it begins in
  uint64_t inside = 0;  ///< decoded bytes of that member before it; 0 in plain files
  uint64_t length = 0;  ///< bytes of the file; 0 where it shares a gzip member with others
  std::string version;  ///< "1.1"
  std::string head;     ///< the WARC fields, a line each, folded lines joined
  std::string block;    ///< whole when the record is sound; of one that is not, a megabyte at most
  uint64_t block_bytes = 0;  ///< as long as the block says it is
  std::string trouble;       ///< why the record cannot be taken for what it says; empty: sound
  DigestCheck digest = DigestCheck::kNone;

  std::string_view field(std::string_view name) const;
  std::string_view type() const { return field("WARC-Type"); }
  std::string_view url() const;         ///< WARC-Target-URI without the angle brackets of 1.0
  std::optional<Instant> date() const;  ///< WARC-Date; nothing when it is none
  bool holds_http_answer() const;       ///< by Content-Type, in a response or a revisit
};

/// Reads WARC files of any origin, versions 0.17 to 1.1 (ISO 28500:2009 and :2017), plain or in
/// gzip members however they are cut, record after record in memory bounded by `most_block`.
/// Nothing in a file stops it: what cannot be read comes as a record with `trouble`, with its place
/// and first bytes, and reading goes on at the next line "WARC/n.n". Lines may end with LF alone,
/// blank lines between records may be missing. A Content-Length that does not lead to a record's
/// end is a trouble. Stated digests of block and payload (SHA-1, SHA-256) are checked. Belongs to
/// one thread.
class WarcReader {
 public:
  struct Limits {
    uint64_t most_block = uint64_t{32} << 20;  ///< a larger block is passed over, and a trouble
    size_t most_kept = size_t{1} << 20;        ///< of what is not sound
  };
  /// Fails with kNotFound when there is no such file.
  static Result<WarcReader> open(const std::string& path, Limits limits);
  static Result<WarcReader> open(const std::string& path) { return open(path, Limits{}); }
  /// Reads bytes in memory, which outlive the reader.
  static WarcReader over(std::string_view bytes, Limits limits);
  static WarcReader over(std::string_view bytes) { return over(bytes, Limits{}); }

  /// Moves to the next record; false at the end. Fails with kRefused when the file is not WARC but
  /// a kin of it (ARC, zstd, WACZ), saying what to do, or empty; kInternal when the system cannot
  /// read it.
  Result<bool> next(WarcRecord& record);
  /// Reads the record at a place that next() gave; for what lies before, a small part of the file
  /// is decoded again.
  Result<WarcRecord> read_at(uint64_t offset, uint64_t inside);
  bool is_gzip() const { return bytes_->is_gzip(); }

 private:
  WarcReader(WarcBytes::ReadAt read_at, Limits limits);
  std::optional<Error> refuse_other_formats();
  bool skip_blank_lines();
  void begin(WarcRecord& record) const;
  void end(WarcRecord& record);
  void read_record(WarcRecord& record);
  bool read_head(WarcRecord& record);
  void read_block(WarcRecord& record, uint64_t length);
  bool take(uint64_t bytes, std::string* keep);
  bool read_separator();
  void mistrust_length(WarcRecord& record, WarcBytes::Place block_at, const std::string& why);
  void skip_to_record(WarcRecord& record);
  void tell_damage(WarcRecord& record);

  WarcBytes::ReadAt read_at_;
  Limits limits_;
  std::unique_ptr<WarcBytes> bytes_;
  bool started_ = false;
};

}  // namespace rasd
