#include "nlp/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "base/file.h"
#include "nlp/classifier.h"
#include "nlp/language.h"
#include "nlp/taxonomy.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

const std::string kModels = std::string(RASD_SOURCE_DIR) + "/models";

const Reader& reader() {
  static const auto opened = Reader::open(kModels);
  if (!opened) throw std::runtime_error(opened.error().message);
  return **opened;
}

Article item(ItemKind kind, std::string title, std::string text) {
  Article article;
  article.kind = kind;
  article.title = std::move(title);
  article.text = std::move(text);
  return article;
}

TEST(Reader, ReadsPlainCases) {
  struct Case {
    const char* name;
    ItemKind kind;
    const char* title;
    const char* text;
    const char* language;
    const char* incident;  // one code that must be there, "" for none at all
    const char* topic;
  };
  const Case cases[] = {
      {"drug seizure", ItemKind::kNews, "ضبط كمية كبيرة من المخدرات",
       "ألقت إدارة مكافحة المخدرات القبض على تاجر مخدرات وضبطت بحوزته كمية من الحشيش والحبوب "
       "المخدرة.",
       "ar", "DRG", "crime_security"},
      {"fire", ItemKind::kNews, "حريق في مصنع",
       "أخمدت فرق الدفاع المدني حريقا شب في مصنع ولم تقع إصابات.", "ar", "FIR",
       "environment_weather"},
      {"match", ItemKind::kNews, "المنتخب يفوز في المباراة",
       "فاز المنتخب لكرة القدم على ضيفه بهدفين في الدوري وسجل اللاعب هدف الفوز.", "ar", "",
       "sports"},
      {"road accident in English", ItemKind::kNews, "Bus and truck collide on highway",
       "The road accident on the desert highway caused heavy traffic congestion for drivers."
       "said.",
       "en", "TRF", "traffic_transport"},
      {"storm post", ItemKind::kPost, "", "Flooding everywhere, the storm is terrible, stay safe!",
       "en", "WTH", "environment_weather"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Annotation a = reader().annotate(item(c.kind, c.title, c.text));
    EXPECT_EQ(a.reader, "fast");
    EXPECT_EQ(a.model_version, reader().version());
    EXPECT_EQ(a.language, c.language);
    EXPECT_EQ(a.topic, c.topic);
    if (*c.incident == 0) {
      EXPECT_TRUE(a.incident.empty());
    } else {
      EXPECT_EQ(std::count(a.incident.begin(), a.incident.end(), c.incident), 1);
    }
    EXPECT_EQ(a.incident_p.size(), kIncidentCodes);
    EXPECT_EQ(a.topic_p.size(), kTopics);
    float sum = 0;
    for (const auto& [topic, p] : a.topic_p) sum += p;
    EXPECT_NEAR(sum, 1, 1e-4);
    EXPECT_NEAR(a.tone_p[0] + a.tone_p[1] + a.tone_p[2], 1, 1e-4);
    EXPECT_NEAR(a.stance_p[0] + a.stance_p[1] + a.stance_p[2] + a.stance_p[3], 1, 1e-4);
    EXPECT_LE(a.incident.size(), kMostIncidents);
  }
}

TEST(Reader, NeverFails) {
  for (const std::string& text :
       {std::string(), std::string("   "), std::string("!!! 123"), std::string("中文"),
        std::string(3, '\0'), std::string("\xff\xfe")}) {
    const Annotation a = reader().annotate(item(ItemKind::kPost, "", text));
    EXPECT_NE(find_label(Decision::kTopic, a.topic), nullptr);
    EXPECT_NE(find_label(Decision::kTone, a.tone), nullptr);
    EXPECT_NE(find_label(Decision::kStance, a.stance), nullptr);
  }
  const Annotation empty = reader().annotate(item(ItemKind::kNews, "", ""));
  EXPECT_EQ(empty.language, "und");
  EXPECT_EQ(empty.tone, "neutral");
  EXPECT_EQ(empty.stance, "not_mentioned");
  EXPECT_TRUE(empty.incident.empty());
}

TEST(Reader, NamesAMissingModel) {
  const TempFolder folder;
  const auto none = Reader::open(folder.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kConfiguration);
  EXPECT_NE(none.error().message.find("lid.176.ftz"), std::string::npos);
}

TEST(LanguageReader, ReadsLanguageAndVariety) {
  const auto language = LanguageReader::open(kModels);
  ASSERT_TRUE(language) << language.error().message;
  struct Case {
    const char* text;
    const char* code;
    const char* variety;
  };
  const Case cases[] = {
      {"أعلنت وزارة الداخلية اليوم عن إجراءات جديدة لتنظيم حركة المرور", "ar", "msa"},
      {"شو هالحكي يا زلمة والله ما بعرف ليش هيك بصير معنا", "ar", "dialect"},
      {"mar7aba kefak shu 3am ta3mel el yom ya zalameh", "ar", "arabizi"},
      {"The government announced new measures to regulate traffic today", "en", ""},
      {"Le gouvernement a annoncé aujourd'hui de nouvelles mesures pour la circulation", "fr", ""},
      {"دولت امروز اقدامات تازه‌ای را برای ساماندهی ترافیک پایتخت "
       "اعلام "
       "کرد "
       "گفت "
       "چگونه",
       "fa", ""},
      {"12345 !!!", "und", ""},
      {"", "und", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Language said = (*language)->detect(c.text);
    EXPECT_EQ(said.code, c.code);
    EXPECT_EQ(said.variety, c.variety);
  }
}

TEST(Classifier, WritesWhatItReads) {
  const TempFolder folder;
  const std::vector<uint32_t> keys = {7, 0x10007, 0xFFFFFFFF};
  const std::vector<float> rarities = {1, 0.5F, 1};
  const std::vector<uint32_t> with = {10, 10, 10};
  std::vector<std::vector<float>> weights(kOutputs, std::vector<float>{1, -2, 0.5F});
  ASSERT_TRUE(write_classifier(folder / "m.bin", keys, rarities, with, weights, {}, 3));
  const auto model = Classifier::open(folder / "m.bin");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->rows(), 3U);
  EXPECT_NEAR(model->margins({{7, 1.0F}})[0], 1, 0.02);
  EXPECT_NEAR(model->margins({{0x10007, 1.0F}})[5], -2, 0.02) << "length is kept";
  EXPECT_NEAR(model->margins({{0xFFFFFFFF, 2.0F}, {8, 1.0F}})[39], 1, 0.02);
  EXPECT_EQ(model->margins({{8, 1.0F}})[0], 0);
  EXPECT_EQ(model->margins({})[0], 0);
  EXPECT_TRUE(model->version().starts_with("fast-"));
}

TEST(Classifier, RefusesBrokenFiles) {
  const TempFolder folder;
  const std::vector<std::vector<float>> weights(kOutputs, std::vector<float>{1});
  ASSERT_TRUE(write_classifier(folder / "m.bin", {7}, {1}, {1}, weights, {}, 1));
  const std::string good = *read_file(folder / "m.bin");
  for (const size_t size : {size_t{0}, size_t{4}, size_t{100}, good.size() - 1, good.size() + 1}) {
    SCOPED_TRACE(size);
    std::string bad = good;
    bad.resize(size);
    ASSERT_TRUE(write_file(folder / "bad.bin", bad));
    EXPECT_FALSE(Classifier::open(folder / "bad.bin"));
  }
  std::string starts = good;  // a start beyond the rows
  starts[sizeof(Classifier::Header) + 40] = '\x7F';
  ASSERT_TRUE(write_file(folder / "bad.bin", starts));
  EXPECT_FALSE(Classifier::open(folder / "bad.bin"));
}

}  // namespace
}  // namespace rasd
