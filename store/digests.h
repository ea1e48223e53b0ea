#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace rasd {

enum class DigestState { kNone, kDraft, kApproved };

/// A day's digest as people worked on it. What `edits` and `frozen` hold is the reports room's own
/// JSON; the store keeps it as it is.
struct StoredDigest {
  Day day{};
  DigestState state = DigestState::kNone;
  std::string edits;     ///< JSON: wording, pins, drops; empty when nobody touched it
  std::string frozen;    ///< JSON: the content as approved; empty before
  std::string approver;  ///< who signed it
  std::optional<Instant> approved_at;
  std::string changed_by;
  std::optional<Instant> changed_at;
  uint32_t revision = 0;                 ///< of the edits, for a careful save
  std::vector<std::string> corrections;  ///< appended after approval: JSON each, oldest first
};

/// State kNone when nobody touched the day.
Result<StoredDigest> read_digest_state(StoreReader& reader, Day day);

/// draft → approved, then frozen; on its own write connection. Each change is in the audit log.
class DigestBook {
 public:
  static Result<DigestBook> open(const StoreOptions& options, const Clock& clock);
  DigestBook(DigestBook&&) noexcept;
  DigestBook& operator=(DigestBook&&) noexcept;
  ~DigestBook();

  /// State kNone when nobody touched the day.
  Result<StoredDigest> read(Day day);
  /// Saves the draft's edits. Fails with kRefused when it is approved, or when `revision` is not
  /// the stored one: somebody else saved meanwhile. Returns the new revision.
  Result<uint32_t> save_edits(Day day, const std::string& edits, uint32_t revision,
                              const std::string& user);
  /// Freezes the day with its content. Fails with kRefused when it is approved already.
  Result<void> approve(Day day, const std::string& frozen, const std::string& user);
  /// Appends a correction to an approved digest. Fails with kRefused before approval.
  Result<void> correct(Day day, const std::string& correction, const std::string& user);
  /// Days with a draft or an approved digest, newest first.
  Result<std::vector<StoredDigest>> list(Slice slice = {});

 private:
  struct Impl;
  explicit DigestBook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
