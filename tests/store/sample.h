#pragma once
#include <string>
#include <vector>

#include "records/article.h"
#include "store/store.h"
#include "store/writer.h"

namespace rasd {

/// 2026-11-24T00:00:00Z, the day that the store's tests play on.
Instant test_day();

/// A store file in a folder, with the plain folding.
StoreOptions test_options(const std::string& folder);

/// An ordinary news item; `n` makes id, address, title, text and hash differ.
AnnotatedArticle sample_article(int n, const std::string& source = "roya",
                                Instant at = test_day() + std::chrono::hours{9});

/// Commits a batch and expects it to work.
std::vector<Outcome> must_commit(Writer& writer, const std::vector<StoreInput>& batch);

}  // namespace rasd
