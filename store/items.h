#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/article.h"
#include "records/ledger.h"
#include "store/item_filter.h"
#include "store/labels.h"
#include "store/store.h"
#include "store/totals.h"

namespace rasd {

enum class ItemOrder {
  kNewest,
  kOldest,
  kMostOutlets,  ///< by the number of distinct sources in its near-duplicate group, then newest
};
/// kOnePerGroup lists the earliest item of each near-duplicate group within the filter.
enum class ItemUnit { kEveryCopy, kOnePerGroup };

/// An item as a list shows it. Labels are the current reader's; `tagged` is the latest person's.
struct ItemLine {
  std::string item_id;
  std::string source_id;
  std::string source_name;
  ItemKind kind = ItemKind::kNews;
  bool official = false;
  std::string url;
  std::string title;  ///< may be empty (posts)
  std::string lead;   ///< or the first 400 bytes of the text when there is no lead
  Instant at{};       ///< the item's time, see Writer
  std::optional<Instant> published;
  Instant fetched{};
  std::string language;
  std::string topic;
  std::vector<std::string> incident;
  std::string tone;
  std::string stance;
  float tone_top = 0;    ///< probability of `tone`
  float stance_top = 0;  ///< probability of `stance`
  std::string reader;    ///< "fast" or "deep"
  std::string model_version;
  std::string group_id;
  std::string story_id;
  uint32_t copies = 1;    ///< items of its group, itself included, at any time
  uint32_t outlets = 1;   ///< distinct sources of its group
  std::string text_from;  ///< "page", "feed" or "post"
  std::string note;       ///< why the page's own text was not used
  std::optional<Labels> tagged;
  std::string tagged_by;
};

Result<std::vector<ItemLine>> list_items(StoreReader& reader, const ItemFilter& filter,
                                         ItemOrder order = ItemOrder::kNewest,
                                         ItemUnit unit = ItemUnit::kEveryCopy, Slice slice = {});

/// A tag as it stands in an item's history.
struct TagLine {
  int64_t id = 0;
  std::string user;
  Instant at{};
  std::string purpose;  ///< name(TagPurpose)
  Labels labels;
  Labels suggested;
  std::string suggested_by;  ///< model version
  std::string undone_by;     ///< empty: it stands
};

/// Everything about one item.
struct StoredItem {
  ItemLine line;
  Article article;
  std::vector<Annotation> annotations;  ///< the current one first
  std::vector<TagLine> tags;            ///< oldest first
  Outcome ledger;
  std::vector<ItemLine> group;  ///< other members of its near-duplicate group, at most 50
};

/// Fails with kNotFound.
Result<StoredItem> read_item(StoreReader& reader, const std::string& item_id);

/// Items of any window by their ids, in the order asked; unknown ones are left out. At most 1,000.
Result<std::vector<ItemLine>> read_lines(StoreReader& reader,
                                         const std::vector<std::string>& item_ids);

}  // namespace rasd
