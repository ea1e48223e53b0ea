#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nlp/text_reuse.h"
#include "reports/wording.h"
#include "store/store.h"

namespace rasd {

/// Who carried the organisation's statements: each is a probe whose text is looked for in what the
/// watched news sources published after it.
struct PickupOptions {
  std::chrono::hours within{72};  ///< after the statement; later mentions are another story
  std::chrono::hours before{2};   ///< an outlet may be faster than the organisation's own site
  Instant now{};
};

/// One outlet's first item that carries a statement.
struct PickupCarrier {
  std::string item_id, source_id, source_name, title;
  ReuseKind how = ReuseKind::kVerbatim;
  double of_statement = 0;  ///< share of the statement that the item has
  double of_item = 0;       ///< share of the item that comes from the statement
  std::vector<std::string> added_numbers;
  std::chrono::minutes delay{0};  ///< below zero: before the organisation's own site
};

struct PickupStatement {
  std::string item_id, source_id, title, url, language;
  Instant at{};
  bool open = false;  ///< not all of `within` has passed: who has not carried it still may
  std::vector<PickupCarrier> carried;  ///< earliest first
  /// Ids of the watched news sources of its language that published in that time, and not this.
  std::vector<std::string> missed;
  /// Those of which nothing was read in that time: nothing can be said of them.
  std::vector<std::string> unseen;
};

/// One outlet over all statements of its language in the period.
struct PickupOutlet {
  std::string source_id, source_name;
  int64_t carried = 0;
  int64_t of = 0;  ///< statements that it could have carried: it published in their time
  int64_t altered = 0;
  std::optional<std::chrono::minutes> median_delay;
};

struct PickupReport {
  Instant from{}, to{}, made{};
  std::vector<PickupStatement> statements;   ///< newest first
  std::vector<PickupOutlet> outlets;         ///< most carried first
  std::map<std::string, std::string> names;  ///< of sources, by id
};

/// Statements published in the window, at most 2,000; reads every article of the window and of the
/// 72 hours after it once. Fails as the store does.
Result<PickupReport> make_pickup_report(StoreReader& store, Window window,
                                        const PickupOptions& options);

/// The report as a standalone page; its body for a page of the desk (classes only).
std::string pickup_html(const PickupReport& report, const Wording& words);
std::string pickup_html_body(const PickupReport& report, const Wording& words);
std::string pickup_text(const PickupReport& report, const Wording& words, int width);
std::string pickup_json(const PickupReport& report, const Wording& words);

/// The name of a kind of reuse in the reader's language.
std::string reuse_name(ReuseKind kind, const Wording& words);
/// "12 min", "3 h 5 min".
std::string delay_text(std::chrono::minutes delay, const Wording& words);

}  // namespace rasd
