#pragma once
#include <functional>
#include <string>
#include <vector>

#include "records/article.h"
#include "store/store.h"

namespace rasd {

/// What in-memory indexes (near-duplicates, stories) need of an item after a restart.
struct RecentItem {
  std::string item_id;
  std::string source_id;
  ItemKind kind = ItemKind::kNews;
  std::string group_id;
  std::string story_id;
  std::string minhash;
  std::string title;
  std::string lead;
  std::string language;
  std::vector<std::string> incident;
  Instant at{};
};

/// The newest `limit` items since `since`, handed over oldest first, one at a time.
Result<void> each_recent_item(StoreReader& reader, Instant since, size_t limit,
                              const std::function<void(const RecentItem&)>& take);

/// Hands every stored item with its text over, oldest first (`rasd export`, training sets).
Result<void> each_article(StoreReader& reader, Window window,
                          const std::function<void(const AnnotatedArticle&)>& take);

}  // namespace rasd
