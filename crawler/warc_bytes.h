#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// The bytes of a WARC file as its reader sees them: plain, or out of gzip members, forward in a
/// bounded buffer, with the means to go on behind damage. Belongs to one thread.
class WarcBytes {
 public:
  /// Reads up to `most` bytes of the file at `offset`; fewer only at its end.
  using ReadAt = std::function<Result<size_t>(uint64_t offset, char* to, size_t most)>;
  /// A place in the file: a gzip member and the decoded bytes of it before that place. Plain files
  /// are one member that begins at 0.
  struct Place {
    uint64_t member = 0;
    uint64_t inside = 0;
  };
  enum class State {
    kData,       ///< the member goes on
    kMemberEnd,  ///< the member ended well; nothing of it is left at hand or to come
    kBroken,     ///< the compressed data is damaged or ends here; trouble() says how
    kEnd,        ///< the file ends
  };

  explicit WarcBytes(ReadAt read_at);
  ~WarcBytes();
  WarcBytes(const WarcBytes&) = delete;
  WarcBytes& operator=(const WarcBytes&) = delete;

  bool is_gzip() const { return gzip_; }
  /// What is at hand of the present member, never across its end.
  std::string_view at_hand() const { return std::string_view(buffer_).substr(start_); }
  /// Decodes on until `want` bytes are at hand or the member gives no more. False when it gave
  /// less; state() says why.
  bool fill(size_t want);
  void skip(size_t bytes) { start_ += bytes; }
  /// Of the member, once everything at hand is used up; kData while something is.
  State state() const { return at_hand().empty() ? state_ : State::kData; }
  const std::string& trouble() const { return trouble_; }
  /// The system failed to read the file: no damage of the file's own.
  const std::optional<Error>& read_error() const { return read_error_; }

  /// Begins the member behind one that ended. False at the end of the file (kEnd) and where no
  /// member begins (kBroken).
  bool next_member();
  /// The member ended in the middle of a record: goes on in the next as if it were the same (files
  /// packed in blocks are cut anywhere), unless that begins with a record of its own. What is at
  /// hand stays. False when there is nothing to go on with.
  bool join_member();
  /// Goes on at the next gzip member behind byte `from` that holds the start of a WARC record.
  /// False when there is none before byte `until` (kEnd).
  bool find_member(uint64_t from, uint64_t until = UINT64_MAX);
  /// Goes back, or forward over what a claim covers. Going back inside gzip decodes again, which
  /// is granted for a bounded number of bytes in all; false when they are spent, and nothing moved.
  bool move_to(Place place);
  Place place() const { return {member_, inside_ + start_}; }
  /// The first byte of the file that was not decoded yet; for a plain file, not handed out.
  uint64_t raw_place() const;

 private:
  size_t read_raw();
  void begin_member(uint64_t offset);
  void decode();

  ReadAt read_at_;
  bool gzip_ = false;
  std::string raw_;        // compressed bytes read ahead
  size_t raw_start_ = 0;   // used of them
  uint64_t raw_next_ = 0;  // where the file is read next
  std::string buffer_;     // decoded
  size_t start_ = 0;       // used of it
  uint64_t member_ = 0;
  uint64_t inside_ = 0;  // decoded bytes of the member before buffer_
  uint64_t decoded_again_ = 0;
  State state_ = State::kData;
  std::string trouble_;
  std::optional<Error> read_error_;
  struct Inflater;
  std::unique_ptr<Inflater> inflater_;
};

/// Reads of a file, open as long as the function or a copy of it lives. Fails with kNotFound.
Result<WarcBytes::ReadAt> read_file_at(const std::string& path);

}  // namespace rasd
