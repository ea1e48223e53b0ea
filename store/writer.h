#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "records/article.h"
#include "records/ledger.h"
#include "records/source.h"
#include "store/store.h"

namespace rasd {

/// Another reading of an item that is stored already (the deep reader's, or a newer model's). Both
/// readers' annotations are kept; "deep" becomes the current one, "fast" only while no deep one is
/// known. Ignored (state kFailed in the answer) when the item is not stored.
struct LateAnnotation {
  std::string item_id;
  Annotation annotation;
};

using StoreInput = std::variant<AnnotatedArticle, Outcome, SourcePoll, Source, LateAnnotation>;

/// Which near-duplicate group and story an item belongs to. An empty group is the item's own id
/// (it is the first of its kind), an empty story is its group.
struct Placement {
  std::string group_id;
  std::string story_id;
};

/// Asked for each article that is new, in order, inside the transaction; never for redelivered or
/// duplicate ones. If the commit fails and the batch is tried again it is asked again, so it must
/// answer the same for an item it has seen (NearDuplicateIndex::add does).
using PlaceArticle = std::function<Placement(const AnnotatedArticle&)>;

/// The one writer of what the pipeline brings. One thread owns it; one process at a time should
/// (a second is safe, but they wait for each other).
///
/// An item's time (`at` everywhere in the readers) is `published` when known and not later than
/// fetched + 1 day, else `fetched`.
class Writer {
 public:
  /// Opens, makes or migrates the store. `clock` is borrowed.
  static Result<Writer> open(const StoreOptions& options, const Clock& clock);
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();

  /// Writes a batch (200 is a good size: one fsync for all) in one transaction, and answers one
  /// Outcome for each input, in order; when this returns, all of it is on the disk and may be
  /// acknowledged. Polls, sources and late annotations answer with an empty item id, or their
  /// item's.
  ///
  /// Final states of an article:
  ///  - the same item id is in the ledger as stored or duplicate: that state again, nothing
  ///    changes (a redelivery; an edited text under the same address keeps its first version);
  ///  - duplicate, reason naming the item it repeats: news and statements with the same canonical
  ///    URL or the same text hash as a stored item of the same source; posts and comments with the
  ///    same hash by the same author (that a hundred people write the same words is opinion, not
  ///    duplication); observations never;
  ///  - else stored; also when an earlier try of it had ended as failed, filtered or quarantined.
  /// An Outcome for an item that is stored or duplicate changes nothing and answers that state;
  /// otherwise the latest one stands. An AnnotatedArticle without item id, source id or valid
  /// UTF-8 is quarantined with its encoded bytes, the rest of the batch goes on.
  ///
  /// Fails as a whole with nothing written: kTemporary (busy, disk full: keep the batch, try
  /// again), kInternal.
  Result<std::vector<Outcome>> commit(std::span<const StoreInput> batch,
                                      const PlaceArticle& place = {});

  /// The configured sources are exactly these: they are written, others become inactive (their
  /// items stay, coverage no longer counts them).
  Result<void> set_sources(std::span<const Source> sources);

  /// Moves items to other groups and stories (merging, splitting). Unknown items are left out.
  Result<void> move_items(std::span<const std::pair<std::string, Placement>> items);

  /// Copies the write-ahead log into the file and cuts it, when no reader holds it; call it when
  /// idle, at most every few seconds. Returns the log's bytes after it.
  Result<uint64_t> checkpoint();

  /// Forgets polls older than `before` (coverage lines of those days say "not polled").
  Result<uint64_t> forget_polls(Instant before);

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
