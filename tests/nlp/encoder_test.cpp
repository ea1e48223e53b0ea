#include "nlp/encoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/file.h"
#include "nlp/reader.h"
#include "records/json.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

const std::string kModels = std::string(RASD_SOURCE_DIR) + "/models";

// models/deep/export.py wrote what the training framework says with the weights of the file.
TEST(Encoder, SaysWhatTheTrainingFrameworkSays) {
  const auto encoder = Encoder::open(kModels + "/deep.bin");
  ASSERT_TRUE(encoder) << encoder.error().message;
  const auto text = read_file(kModels + "/deep/check.json");
  ASSERT_TRUE(text);
  const auto checks = parse_json(*text);
  ASSERT_TRUE(checks);
  std::vector<std::vector<int32_t>> all;
  for (const auto& check : checks->GetArray()) {
    SCOPED_TRACE(check["text"].GetString());
    const Genre genre = get_string(check, "kind") == "news" ? Genre::kNews : Genre::kPost;
    std::vector<int32_t> expected;
    for (const auto& piece : check["pieces"].GetArray()) expected.push_back(piece.GetInt());
    all.push_back(encoder->pieces_of(genre, get_string(check, "text")));
    EXPECT_EQ(all.back(), expected);
  }
  ASSERT_GE(all.size(), 4u);
  const auto logits = encoder->logits(all);  // together, as one alone below
  for (size_t i = 0; i < all.size(); ++i) {
    const auto& expected = (*checks)[static_cast<rapidjson::SizeType>(i)]["logits"];
    const auto alone = encoder->logits({&all[i], 1}).front();
    for (size_t k = 0; k < kOutputs; ++k) {
      EXPECT_NEAR(logits[i][k], expected[static_cast<rapidjson::SizeType>(k)].GetFloat(), 1e-3);
      EXPECT_NEAR(logits[i][k], alone[k], 1e-4);
    }
  }
}

TEST(Encoder, AFileThatIsNoneIsRefused) {
  const TempFolder folder;
  const auto whole = read_file(kModels + "/deep.bin");
  ASSERT_TRUE(whole);
  std::string huge = whole->substr(0, 4096);
  huge.replace(32, 16, std::string(16, '\x7f'));  // sizes beyond sense
  const std::pair<const char*, std::string> files[] = {
      {"empty", ""},
      {"another", std::string(4096, 'x')},
      {"cut in the header", whole->substr(0, 60)},
      {"cut in the words", whole->substr(0, 900'000)},
      {"cut at its end", whole->substr(0, whole->size() - 8)},
      {"longer", *whole + "12345678"},
      {"huge", huge}};
  for (const auto& [name, bytes] : files) {
    SCOPED_TRACE(name);
    ASSERT_TRUE(write_file(folder / "deep.bin", bytes));
    const auto opened = Encoder::open(folder / "deep.bin");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::kConfiguration);
  }
  EXPECT_FALSE(Encoder::open(folder / "nothing"));
}

TEST(DeepReader, KeepsTheFastReadersAnswersBesideItsOwn) {
  const auto fast = Reader::open(kModels);
  const auto deep = Reader::open_deep(kModels);
  ASSERT_TRUE(fast && deep);
  Article article;
  article.title = "الدفاع المدني يخمد حريقا في مستودع للأخشاب شرق العاصمة";
  article.text =
      "أخمدت فرق الإطفاء مساء الثلاثاء حريقا كبيرا شب في مستودع للأخشاب دون وقوع إصابات.";
  const Annotation quick = (*fast)->annotate(article);
  const Annotation slow = (*deep)->annotate(article);
  EXPECT_EQ(quick.reader, "fast");
  EXPECT_EQ(slow.reader, "deep");
  EXPECT_EQ(slow.language, quick.language);
  EXPECT_EQ(slow.minhash, quick.minhash);
  ASSERT_FALSE(slow.incident.empty());
  EXPECT_EQ(slow.incident.front(), "FIR");
  EXPECT_NE(slow.model_version.find((*fast)->version()), std::string::npos) << "both are named";
  float sum = 0;
  for (const auto& [topic, share] : slow.topic_p) sum += share;
  EXPECT_NEAR(sum, 1, 1e-4);

  for (const std::string& text : {std::string(), std::string(200'000, 'x'), std::string("\n \t")}) {
    article.title.clear();
    article.text = text;
    EXPECT_EQ((*deep)->annotate(article).reader, "deep");
  }
}

}  // namespace
}  // namespace rasd
