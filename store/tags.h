#pragma once
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/audit.h"
#include "store/items.h"
#include "store/labels.h"
#include "store/store.h"

namespace rasd {

enum class TagQueue {
  kAudit,     ///< the open audit samples, in random order; the suggestion should stay hidden
  kLearning,  ///< untagged items the reader is least sure of, never one of an audit sample
};

/// An item lent to an analyst for fifteen minutes.
struct Lease {
  std::string item_id;
  std::string user;
  TagQueue queue = TagQueue::kLearning;
  std::string design_id;  ///< audit only
  Instant expires{};
};
inline constexpr std::chrono::minutes kLeaseTime{15};

/// What an analyst decided.
struct NewTag {
  std::string item_id;
  std::string user;
  TagPurpose purpose = TagPurpose::kCorrection;
  Labels labels;
  Labels suggested;             ///< what the model said
  std::string suggested_by;     ///< its version
  bool suggestion_seen = true;  ///< false: it was hidden (blind)
};

/// How much is waiting.
struct QueueLength {
  uint64_t audit_open = 0;
  uint64_t learning_open = 0;
  uint64_t tagged_today = 0;  ///< by the user, since `since`
};

struct TagImport {
  uint64_t added = 0;
  uint64_t known = 0;               ///< the very same tag was there
  uint64_t unknown_item = 0;        ///< items that this store does not have
  std::vector<std::string> errors;  ///< "line 7: …", at most 100
};

enum class ImportMode {
  kKeep,
  kTry,  ///< counts what would happen and keeps nothing
};

/// Analysts' work, on its own write connection with short transactions. Tags are only ever added;
/// taking one back marks it with who did. An item's standing label is its latest tag not undone.
class TagBook {
 public:
  static Result<TagBook> open(const StoreOptions& options, const Clock& clock);
  TagBook(TagBook&&) noexcept;
  TagBook& operator=(TagBook&&) noexcept;
  ~TagBook();

  /// The next item for this user: the one still lent to them in this queue, else the first that
  /// nobody else holds, that they neither tagged nor skipped. Nothing when the queue is empty.
  /// An item lent for learning and then drawn for an audit leaves the learning queue; audit items
  /// that this user once tagged with the suggestion in sight come last.
  Result<std::optional<Lease>> lease(const std::string& user, TagQueue queue);

  /// Adds a tag, ends the lease, and settles the audit sample's row when enough people tagged it.
  /// kAudit is refused (kUsage) for an item that is in no audit sample: only logged draws count;
  /// and for a second audit tag by the same user. A lease is not required. Fails with kNotFound
  /// for an unknown item. A tag by somebody who tagged the item before with the suggestion in sight
  /// is stored as seen, whatever `suggestion_seen` says.
  Result<int64_t> record(const NewTag& tag);

  /// Not now: ends the lease, and the queue does not offer it to this user again.
  Result<void> skip(const std::string& user, const std::string& item_id);

  /// Takes a tag of the user's own back (the latest standing one without `tag_id`); returns the
  /// item, lent to the user again (for the audit, where one waits for it). Fails with kNotFound when there is nothing to undo.
  Result<Lease> undo(const std::string& user, std::optional<int64_t> tag_id = std::nullopt);

  struct DoneTag {
    TagLine tag;
    ItemLine item;
  };
  /// The user's latest tags, newest first, undone ones included.
  Result<std::vector<DoneTag>> last(const std::string& user, size_t n = 10);

  Result<QueueLength> queue_length(const std::string& user, Instant since);

  /// Draws and logs an audit sample: the frame is the period's items now, the order random by
  /// `seed` (same frame and seed: same sample), each with its inclusion probability. Written to
  /// the audit log. Fails with kUsage when the id is taken or the frame is empty.
  Result<DrawnDesign> draw_audit_sample(const AuditDesign& design, uint64_t seed,
                                        const std::string& user);

  /// JSON Lines, one tag each, oldest first: {"v":1,"uid":…,"item":…,"source":…,"url":…,"user":…,
  /// "at":"2026-…Z","purpose":"audit","labels":{…},"suggested":{…},"suggested_by":…,"seen":true,
  /// "undone_by":…}. Returns how many.
  Result<uint64_t> export_tags(std::ostream& out);
  /// Reads the same; the user of each line is kept. Importing twice adds nothing. Audit tags of
  /// items that no sample here holds become corrections, as only logged draws count.
  Result<TagImport> import_tags(std::istream& in, ImportMode mode = ImportMode::kKeep);

 private:
  struct Impl;
  explicit TagBook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
