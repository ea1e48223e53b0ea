#include "tests/reports/invented_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/id.h"

namespace rasd {
namespace {

Writer open_writer(const StoreOptions& options, const Clock& clock) {
  auto writer = Writer::open(options, clock);
  if (!writer) throw std::runtime_error(writer.error().message);
  return std::move(*writer);
}

}  // namespace

InventedStore::InventedStore(Instant now)
    : clock_(now), options_{.path = folder_ / "rasd.db"}, writer_(open_writer(options_, clock_)) {}

void InventedStore::sources(const std::vector<Source>& sources) {
  const auto done = writer_.set_sources(sources);
  ASSERT_TRUE(done) << done.error().message;
}

void InventedStore::add(const InventedItem& item) {
  AnnotatedArticle one;
  Article& article = one.article;
  article.source_id = item.source;
  article.kind = item.kind;
  article.url = "https://" + item.source + ".example/" + std::to_string(++count_);
  article.canonical_url = article.url;
  article.item_id = content_id({item.source, article.url});
  article.title = item.title;
  article.lead = item.text.substr(0, item.text.find('\n'));
  article.text = item.text;
  article.published = item.at;
  article.fetched = item.at + std::chrono::minutes{5};
  article.hash = content_hash(item.title + "\n" + item.text + std::to_string(count_));
  if (item.kind == ItemKind::kPost || item.kind == ItemKind::kComment) {
    article.author = content_id({"author", std::to_string(count_)});
  }
  article.page_kind = "article";
  article.text_from = "page";
  Annotation& said = one.annotation;
  said.reader = "fast";
  said.model_version = "invented-1";
  said.language = item.language;
  said.incident = item.incident;
  for (const std::string& code : item.incident) said.incident_p[code] = 0.9F;
  said.topic = item.topic;
  said.topic_p[item.topic] = 0.9F;
  said.tone = item.tone;
  said.stance = item.stance;
  for (size_t k = 0; k < kTones.size(); ++k) {
    said.tone_p[k] = kTones[k] == item.tone ? item.sure : (1 - item.sure) / 2;
  }
  for (size_t k = 0; k < kStances.size(); ++k) {
    said.stance_p[k] = kStances[k] == item.stance ? item.sure : (1 - item.sure) / 3;
  }
  batch_.emplace_back(std::move(one));
  groups_.push_back(item.group);
}

void InventedStore::poll(const std::string& source, Instant at, const std::string& error) {
  SourcePoll poll;
  poll.source_id = source;
  poll.at = at;
  poll.ok = error.empty();
  poll.status = error.empty() ? 200 : 503;
  poll.error = error;
  batch_.emplace_back(poll);
  groups_.emplace_back();
}

void InventedStore::outcome(ItemState state, Instant at, const std::string& reason) {
  Outcome outcome;
  outcome.item_id = content_id({"outcome", std::to_string(++count_)});
  outcome.source_id = "petra";
  outcome.url = "https://petra.example/" + std::to_string(count_);
  outcome.state = state;
  outcome.stage = "fetch";
  outcome.reason = reason;
  outcome.at = at;
  batch_.emplace_back(std::move(outcome));
  groups_.emplace_back();
}

void InventedStore::commit() {
  std::map<std::string, std::string> group_of;
  for (size_t i = 0; i < batch_.size(); ++i) {
    if (const auto* one = std::get_if<AnnotatedArticle>(&batch_[i])) {
      group_of[one->article.item_id] = groups_[i];
    }
  }
  const auto place = [&](const AnnotatedArticle& one) {
    const std::string& group = group_of[one.article.item_id];
    return group.empty() ? Placement{} : Placement{group, "story-" + group};
  };
  for (size_t from = 0; from < batch_.size(); from += 200) {
    const size_t count = std::min<size_t>(200, batch_.size() - from);
    const auto done = writer_.commit(std::span(batch_).subspan(from, count), place);
    ASSERT_TRUE(done) << done.error().message;
  }
  batch_.clear();
  groups_.clear();
}

StoreReader InventedStore::reader() {
  auto reader = StoreReader::open(options_);
  if (!reader) throw std::runtime_error(reader.error().message);
  return std::move(*reader);
}

Source invented_source(const std::string& id, const std::string& name, ItemKind kind) {
  Source source;
  source.id = id;
  source.name = name;
  source.url = "https://" + id + ".example/feed";
  source.kind = kind;
  source.official = kind == ItemKind::kStatement;
  return source;
}

TimeZone amman() { return TimeZone::open("Asia/Amman").value(); }

Instant at_amman(Day day, int hour, int minute) {
  return amman().start_of(day) + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

}  // namespace rasd
