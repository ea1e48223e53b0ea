#include "tests/store/sample.h"

#include <gtest/gtest.h>

#include "base/id.h"

namespace rasd {

Instant test_day() { return *parse_rfc3339("2026-11-24T00:00:00Z"); }

StoreOptions test_options(const std::string& folder) {
  StoreOptions options;
  options.path = folder + "/rasd.db";
  return options;
}

AnnotatedArticle sample_article(int n, const std::string& source, Instant at) {
  AnnotatedArticle both;
  Article& a = both.article;
  const std::string number = std::to_string(n);
  a.url = "https://" + source + ".example/news/" + number;
  a.canonical_url = a.url;
  a.item_id = content_id({source, a.canonical_url});
  a.source_id = source;
  a.title = "Fire number " + number + " in حريق";
  a.text = "Crews reached the fire " + number + ".\nNobody was hurt, said الأمن العام.";
  a.lead = "Crews reached the fire " + number + ".";
  a.language_said = "ar";
  a.text_from = "page";
  a.page_kind = "article";
  a.published = at;
  a.fetched = at + std::chrono::minutes{20};
  a.hash = content_hash(a.title + a.text);
  a.archive = {"rasd-1.warc.gz", 100, 20};
  Annotation& t = both.annotation;
  t.reader = "fast";
  t.model_version = "m1";
  t.language = "ar";
  t.incident = {"FIR", "POL"};
  t.incident_p = {{"FIR", 0.75f}, {"POL", 0.5f}};
  t.topic = "security";
  t.topic_p = {{"security", 0.9375f}};
  t.tone = "negative";
  t.tone_p = {0.5f, 0.25f, 0.25f};
  t.stance = "mentioned";
  t.stance_p = {0.125f, 0.125f, 0.5f, 0.25f};
  t.minhash = std::string("\0\1\2\xff", 4);
  return both;
}

std::vector<Outcome> must_commit(Writer& writer, const std::vector<StoreInput>& batch) {
  auto outcomes = writer.commit(batch);
  EXPECT_TRUE(outcomes) << outcomes.error().message;
  if (!outcomes) return {};
  EXPECT_EQ(outcomes->size(), batch.size());
  return *outcomes;
}

}  // namespace rasd
