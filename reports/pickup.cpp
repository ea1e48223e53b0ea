#include "reports/pickup.h"

#include <algorithm>
#include <map>
#include <set>

#include "store/coverage.h"
#include "store/recent_items.h"

namespace rasd {
namespace {

using std::chrono::minutes;

constexpr size_t kMostStatements = 2000;

Instant time_of(const Article& article) { return article.published.value_or(article.fetched); }

class Pickup {
 public:
  Pickup(StoreReader& store, Window window, const PickupOptions& options)
      : store_(store), window_(window), options_(options) {
    report_.from = window.from;
    report_.to = window.to;
    report_.made = options.now;
  }

  Result<PickupReport> make() {
    const StoreReader::Snapshot snapshot(store_);
    auto known = list_sources(store_);
    if (!known) return fail(known.error());
    for (KnownSource& one : *known) {
      if (one.source.official) own_.insert(one.source.id);
      if (!one.active || one.source.official || one.source.kind != ItemKind::kNews) continue;
      report_.names[one.source.id] = one.source.name.empty() ? one.source.id : one.source.name;
      outlets_[one.source.id] = std::move(one.source);
    }
    auto read = each_article(store_, window_,
                             [this](const AnnotatedArticle& both) { take_statement(both); });
    if (!read) return fail(read.error());
    read = each_article(store_, {window_.from - options_.before, window_.to + options_.within},
                        [this](const AnnotatedArticle& both) { take_article(both.article); });
    if (!read) return fail(read.error());
    for (size_t i = 0; i < report_.statements.size(); ++i) finish(i);
    finish_outlets();
    std::reverse(report_.statements.begin(), report_.statements.end());
    return std::move(report_);
  }

 private:
  void take_statement(const AnnotatedArticle& both) {
    const Article& article = both.article;
    if (!own_.contains(article.source_id) || report_.statements.size() == kMostStatements) return;
    PickupStatement statement;
    statement.item_id = article.item_id;
    statement.source_id = article.source_id;
    statement.title = article.title;
    statement.url = article.url;
    statement.at = time_of(article);
    statement.language = both.annotation.language == "und" ? "" : both.annotation.language;
    statement.open = options_.now < statement.at + options_.within;
    texts_.add(article.text);
    report_.statements.push_back(std::move(statement));
    carriers_.emplace_back();
    published_.emplace_back();
  }

  bool in_time(const PickupStatement& statement, Instant at) const {
    return at >= statement.at - options_.before && at <= statement.at + options_.within;
  }

  void take_article(const Article& article) {
    if (!outlets_.contains(article.source_id) || article.kind != ItemKind::kNews) return;
    const Instant at = time_of(article);
    // Statements came in order of time, so those that this could carry stand together.
    const auto& all = report_.statements;
    auto one = std::lower_bound(
        all.begin(), all.end(), at - options_.within,
        [](const PickupStatement& statement, Instant bound) { return statement.at < bound; });
    for (; one != all.end() && in_time(*one, at); ++one)
      published_[static_cast<size_t>(one - all.begin())].insert(article.source_id);
    for (const TextOverlap& overlap : texts_.find(article.text)) {
      const PickupStatement& statement = report_.statements[overlap.original];
      if (!in_time(statement, at)) continue;
      PickupCarrier carrier;
      carrier.item_id = article.item_id;
      carrier.source_id = article.source_id;
      carrier.source_name = report_.names[article.source_id];
      carrier.title = article.title;
      carrier.how = TextReuse::kind_of(overlap);
      carrier.of_statement = overlap.of_original;
      carrier.of_item = overlap.of_other;
      carrier.added_numbers = overlap.added;
      carrier.delay = std::chrono::floor<minutes>(at - statement.at);
      // An outlet's first item counts; articles come in order of time.
      carriers_[overlap.original].try_emplace(article.source_id, std::move(carrier));
    }
  }

  void finish(size_t i) {
    PickupStatement& statement = report_.statements[i];
    for (const auto& [id, source] : outlets_) {
      if (!source.language.empty() && !statement.language.empty() &&
          source.language.substr(0, 2) != statement.language)
        continue;
      const auto carrier = carriers_[i].find(id);
      const bool seen = published_[i].contains(id);
      if (carrier == carriers_[i].end()) (seen ? statement.missed : statement.unseen).push_back(id);
      if (!seen) continue;
      PickupOutlet& outlet = by_outlet_[id];
      ++outlet.of;
      if (carrier == carriers_[i].end()) continue;
      ++outlet.carried;
      if (carrier->second.how == ReuseKind::kAltered) ++outlet.altered;
      delays_[id].push_back(carrier->second.delay);
    }
    for (auto& [id, carrier] : carriers_[i]) statement.carried.push_back(std::move(carrier));
    std::sort(statement.carried.begin(), statement.carried.end(),
              [](const PickupCarrier& a, const PickupCarrier& b) {
                return std::pair(a.delay, a.source_id) < std::pair(b.delay, b.source_id);
              });
  }

  void finish_outlets() {
    for (auto& [id, outlet] : by_outlet_) {
      outlet.source_id = id;
      outlet.source_name = report_.names[id];
      auto& delays = delays_[id];
      std::sort(delays.begin(), delays.end());
      if (!delays.empty()) outlet.median_delay = delays[delays.size() / 2];
      report_.outlets.push_back(std::move(outlet));
    }
    std::stable_sort(
        report_.outlets.begin(), report_.outlets.end(),
        [](const PickupOutlet& a, const PickupOutlet& b) { return a.carried > b.carried; });
  }

  StoreReader& store_;
  Window window_;
  PickupOptions options_;
  PickupReport report_;
  std::set<std::string> own_;
  std::map<std::string, Source> outlets_;
  TextReuse texts_;
  std::vector<std::map<std::string, PickupCarrier>> carriers_;  // by statement, by source
  std::vector<std::set<std::string>> published_;                // sources, by statement
  std::map<std::string, PickupOutlet> by_outlet_;
  std::map<std::string, std::vector<minutes>> delays_;
};

}  // namespace

Result<PickupReport> make_pickup_report(StoreReader& store, Window window,
                                        const PickupOptions& options) {
  return Pickup(store, window, options).make();
}

}  // namespace rasd
