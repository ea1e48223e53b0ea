#include "nlp/near_duplicate.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace rasd {
namespace {

std::vector<std::string> random_words(std::mt19937& random, size_t n) {
  static const std::vector<std::string> kSyllables = {"قا", "مر", "شر", "طة", "عم", "ان",
                                                      "حر", "يق", "سل", "كت", "در", "نب"};
  std::vector<std::string> words(n);
  for (auto& word : words) {
    for (int i = 0; i < 3; ++i) word += kSyllables[random() % kSyllables.size()];
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word + " ";
  return text;
}

/// The exact Jaccard of 5-word shingles.
double exact_jaccard(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto shingles = [](const std::vector<std::string>& words) {
    std::set<std::vector<std::string>> set;
    for (size_t i = 0; i + 5 <= words.size(); ++i) {
      set.insert({words.begin() + static_cast<long>(i), words.begin() + static_cast<long>(i) + 5});
    }
    return set;
  };
  const auto x = shingles(a);
  const auto y = shingles(b);
  size_t common = 0;
  for (const auto& shingle : x) common += y.count(shingle);
  return static_cast<double>(common) / static_cast<double>(x.size() + y.size() - common);
}

TEST(MinHash, EstimatesTheJaccardOfEditedCopies) {
  std::mt19937 random(3);
  double error = 0;
  const int rounds = 60;
  for (int round = 0; round < rounds; ++round) {
    const auto a = random_words(random, 200);
    auto b = a;
    for (int edits = round % 20; edits > 0; --edits) b[random() % b.size()] = "تعديل";
    const double estimate = estimated_jaccard(minhash(joined(a)), minhash(joined(b)));
    const double exact = exact_jaccard(a, b);
    EXPECT_NEAR(estimate, exact, 0.2);
    error += estimate - exact;
  }
  EXPECT_NEAR(error / rounds, 0, 0.02) << "biased";
}

TEST(MinHash, IsTheSameForOtherSpellingAndPunctuation) {
  const std::string a = "قالت إدارة الأمن العام إنّ الشرطة ألقت القبض على مشتبه به في عمّان";
  const std::string b = "قالت ادارة الامن العام: ان الشرطه القت القبض على مشتبه به في عمان.";
  EXPECT_EQ(minhash(a).size(), 512U);
  EXPECT_EQ(minhash(a), minhash(b));
}

TEST(MinHash, IsEmptyForShortTextsAndFixedForEver) {
  EXPECT_EQ(minhash("one two three four five six seven"), "");
  // Signatures are stored: a change of the function must not go unseen.
  const std::string signature = minhash("one two three four five six seven eight nine ten");
  ASSERT_EQ(signature.size(), 512U);
  EXPECT_EQ(estimated_jaccard(signature, signature), 1);
  EXPECT_EQ(estimated_jaccard(signature, ""), 0);
}

TEST(NearDuplicateIndex, GroupsCopiesUnderTheFirst) {
  std::mt19937 random(5);
  NearDuplicateIndex index(1000);
  const auto a = random_words(random, 150);
  auto edited = a;
  edited[10] = "غير";
  edited.push_back("المصدر");
  const auto other = random_words(random, 150);
  EXPECT_EQ(index.add("a", minhash(joined(a))), "a");
  EXPECT_EQ(index.add("other", minhash(joined(other))), "other");
  EXPECT_EQ(index.add("edited", minhash(joined(edited))), "a");
  EXPECT_EQ(index.add("third", minhash(joined(edited))), "a");
  EXPECT_EQ(index.add("short", ""), "short");
  EXPECT_EQ(index.size(), 4U);
}

TEST(NearDuplicateIndex, RestoresAcrossRestarts) {
  std::mt19937 random(6);
  const std::string text = joined(random_words(random, 100));
  NearDuplicateIndex index(10);
  index.restore("first", minhash(text));
  EXPECT_EQ(index.add("c", minhash(text)), "first");
  // Said again after the life of a copy: news of its own.
  EXPECT_EQ(index.add("d", minhash(text),
                      Instant{} + NearDuplicateIndex::kLife + std::chrono::seconds{1}),
            "d");
}

TEST(NearDuplicateIndex, ForgetsTheOldestAndStaysBounded) {
  std::mt19937 random(8);
  NearDuplicateIndex index(64);
  std::vector<std::string> texts;
  for (int i = 0; i < 500; ++i) {
    texts.push_back(joined(random_words(random, 60)));
    EXPECT_EQ(index.add(std::to_string(i), minhash(texts.back())), std::to_string(i));
  }
  EXPECT_EQ(index.size(), 64U);
  EXPECT_EQ(index.add("again", minhash(texts[499])), "499");
  EXPECT_EQ(index.add("late", minhash(texts[100])), "late") << "fell out long ago";
  for (int i = 0; i < 300; ++i) {  // many of one text: the ring wraps over its own chain
    EXPECT_EQ(index.add("copy" + std::to_string(i), minhash(texts[450])), "450");
  }
  EXPECT_EQ(index.size(), 64U);
}

}  // namespace
}  // namespace rasd
