#pragma once
#include <string>

#include "base/result.h"
#include "nlp/near_duplicate.h"
#include "nlp/stories.h"
#include "store/store.h"
#include "store/writer.h"

namespace rasd {

/// Says which near-duplicate group and story a new article belongs to, by what came lately. Lives
/// in the store's thread; its memory is bounded by the indexes' capacities.
class Placer {
 public:
  /// Fills the indexes with the newest stored items.
  static Result<Placer> restore(const StoreOptions& options);
  Placement place(const AnnotatedArticle& both);

 private:
  NearDuplicateIndex copies_;
  StoryIndex stories_;
};

}  // namespace rasd
