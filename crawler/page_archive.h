#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "records/article.h"

namespace rasd {

/// One request and its answer, as they went over the wire (after redirects: the last one).
struct Exchange {
  std::string url;      ///< that answered
  std::string address;  ///< the server's IP address
  Instant at{};
  std::string request_head;  ///< request line and headers, each line ended by CRLF, blank line last
  std::string response_head;  ///< status line and headers as received, the same form
  std::string payload;        ///< as received: still compressed when the server compressed it
};

struct PageArchiveOptions {
  uint64_t rotate_bytes = uint64_t{1} << 30;  ///< a file is closed past this size
  std::string software = "rasd/0.1";          ///< named in each file's warcinfo
};

/// An answer that lies in the archive, as a later one of the same address refers to it.
struct ArchivedAnswer {
  std::string payload_digest;  ///< as in WARC-Payload-Digest
  std::string record_id;       ///< as in WARC-Record-ID
  Instant at{};
  ArchiveRef ref;
};

/// Keeps fetched bytes in WARC 1.1 files (ISO 28500:2017): one gzip member a record, response then
/// request, digests of block and payload, a new file at each start. What a killed process left torn
/// at the end of the newest file is cut off and reported by the next open(). A payload that the
/// server compressed is kept as it came, in a member of stored blocks: to deflate it again costs a
/// millisecond and saves nothing. Of a request's headers only those are written whose values are no
/// secrets; credentials in an address are left out. The byte format is in docs/archive.md. Owned by
/// one thread.
class PageArchive {
 public:
  /// Makes the folder when absent.
  static Result<std::unique_ptr<PageArchive>> open(std::string folder,
                                                   PageArchiveOptions options = {});
  ~PageArchive();
  PageArchive(const PageArchive&) = delete;
  PageArchive& operator=(const PageArchive&) = delete;

  /// Adds a response and its request. Kept in memory up to 4 MB; on disk for certain only after
  /// sync(). Fails with kTemporary when the disk is full.
  Result<ArchiveRef> add(const Exchange& exchange);
  /// Adds an answer of an address that is asked again and again. When it is as `before` (the same
  /// payload, or 304) and that still lies in the folder, a revisit record is written: headers only.
  /// Returns what to compare the next one with.
  Result<ArchivedAnswer> add_again(const Exchange& exchange,
                                   const std::optional<ArchivedAnswer>& before);
  /// Adds bytes that came without HTTP, as a `resource` record.
  Result<ArchiveRef> add_resource(std::string_view url, Instant at, std::string_view content_type,
                                  std::string_view bytes);
  /// Writes and syncs all that was added. On failure the file is cut back to the last sync, and
  /// the references given out since then are void.
  Result<void> sync();

 private:
  PageArchive(std::string folder, PageArchiveOptions options);
  Result<void> make_ready();
  Result<void> start_file();
  Result<ArchivedAnswer> add_response(const Exchange& exchange, std::string payload_digest);
  Result<void> add_request(const Exchange& exchange, const std::string& response_id);
  Result<void> write_out();
  Result<ArchiveRef> append(std::string_view header, std::string_view block, int level);

  std::string folder_;
  PageArchiveOptions options_;
  std::string file_;  ///< name of the open file; empty before the first record
  int descriptor_ = -1;
  uint64_t synced_ = 0;   ///< bytes of the file known to be on disk
  uint64_t written_ = 0;  ///< bytes handed to the system
  std::string buffer_;    ///< members not handed over yet
  struct Compressors;
  std::unique_ptr<Compressors> compressors_;
};

/// What lies behind an ArchiveRef.
struct ArchivedPage {
  std::string url;
  int status = 0;  ///< HTTP status; 0 for a `resource`
  std::string content_type;
  std::string head;  ///< status line and HTTP headers as received
  std::string body;  ///< decoded of gzip, deflate or br
};

/// Reads one record back. Fails with kNotFound when the file is no longer in the folder, kMalformed
/// when the bytes at that place are no such record, kRefused when the body decodes past 32 MB.
/// Thread-safe.
Result<ArchivedPage> read_archived(const std::string& folder, const ArchiveRef& ref);

}  // namespace rasd
